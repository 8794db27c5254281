/** Where the sandbox's own door is, beside the API. */
export const doorPrefix = "/_sandbox";
