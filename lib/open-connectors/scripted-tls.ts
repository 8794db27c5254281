import "server-only";

// A certificate for "localhost" that vouches for itself, valid until 2120, and its key: worth nothing outside the tests of this room.
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXNS4G2wdIfgevxNF
zusf4ZsfxguZkjX2Zx1wL28nGYGhRANCAATlr8hffAnUOb+ce9KY81UHKTAuUoEO
U61KMVGjWX07u59V/Jeym+Gbo3l0BvGIG4kum/nxMfUIjYZriTje5yKd
-----END PRIVATE KEY-----
`;
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBczCCARqgAwIBAgIUW8UONFIrxtKfdzYt9br2Jh+hEtMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
MDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATlr8hffAnUOb+ce9KY81UHKTAuUoEOU61KMVGjWX07u59V/Jeym+Gb
o3l0BvGIG4kum/nxMfUIjYZriTje5yKdo0gwRjAUBgNVHREEDTALgglsb2NhbGhv
c3QwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUO8qJ4vO7x011Miq5lQ5dkONH
E40wCgYIKoZIzj0EAwIDRwAwRAIgKJ+T0z6cUxfxfuoKKxJ9Y8zmGT4BZXs5qdjw
+fatisUCIFjHz0chBofYJXVfop9RSS+58mRzdS1pOpybuD7t+Em5
-----END CERTIFICATE-----
`;
