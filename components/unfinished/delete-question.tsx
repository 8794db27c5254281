"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { requestIdOf } from "@/lib/api-client/api-error";
import { deleteDraft, draftKeys } from "@/lib/api-client/drafts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

/** Says what is lost before an unfinished import is deleted. */
export function DeleteQuestion(props: {
  id: string;
  fileName: string;
  onDeleted: () => void;
  onClose: () => void;
}) {
  const { id, fileName, onDeleted, onClose } = props;
  const queries = useQueryClient();
  const { error, isPending, mutate } = useMutation({
    mutationFn: () => deleteDraft(id),
    onSuccess: async () => {
      onDeleted();
      await queries.invalidateQueries({ queryKey: draftKeys.all });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Delete the unfinished import of ${fileName}?`}
      description="What was chosen for it is gone then. The file on your computer stays. No rows were sent."
      footer={
        <>
          <Button busy={isPending} onClick={() => mutate()}>
            Delete it
          </Button>
          <Button variant="primary" onClick={onClose}>
            Keep it
          </Button>
        </>
      }
    >
      {error ? <Notice tone="failed" title={error.message} id={requestIdOf(error)} /> : null}
    </Dialog>
  );
}
