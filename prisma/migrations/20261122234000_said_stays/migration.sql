-- Money that came in, credit, and what a conversation was about take new rows only: a correction is a reversal or another
-- conversation.
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "payment" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "credit_note" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "conversation_invoice" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Of a promise, a dispute, a rest and a decision the state goes on; what was said, by whom and when stays.
CREATE TRIGGER "never_deleted" BEFORE DELETE ON "promise_to_pay" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "said_stays" BEFORE UPDATE ON "promise_to_pay" FOR EACH ROW
  WHEN ((OLD."workspace_id", OLD."id", OLD."client_id", OLD."conversation_id", OLD."currency", OLD."amount", OLD."promised_date",
      OLD."given_on", OLD."contact_id", OLD."taken_by_id", OLD."final_date", OLD."deadline", OLD."level",
      OLD."first_promised_date", OLD."payment_mark", OLD."threshold_percent", OLD."created_at")
    IS DISTINCT FROM (NEW."workspace_id", NEW."id", NEW."client_id", NEW."conversation_id", NEW."currency", NEW."amount",
      NEW."promised_date", NEW."given_on", NEW."contact_id", NEW."taken_by_id", NEW."final_date", NEW."deadline", NEW."level",
      NEW."first_promised_date", NEW."payment_mark", NEW."threshold_percent", NEW."created_at"))
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "never_deleted" BEFORE DELETE ON "promise_line" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "said_stays" BEFORE UPDATE ON "promise_line" FOR EACH ROW
  WHEN ((OLD."workspace_id", OLD."id", OLD."promise_id", OLD."invoice_id", OLD."amount", OLD."level")
    IS DISTINCT FROM (NEW."workspace_id", NEW."id", NEW."promise_id", NEW."invoice_id", NEW."amount", NEW."level"))
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "never_deleted" BEFORE DELETE ON "dispute" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "said_stays" BEFORE UPDATE ON "dispute" FOR EACH ROW
  WHEN ((OLD."workspace_id", OLD."id", OLD."client_id", OLD."invoice_id", OLD."amount", OLD."reason", OLD."note", OLD."opened_on",
      OLD."revisit_on", OLD."conversation_id", OLD."opened_by_id", OLD."created_at")
    IS DISTINCT FROM (NEW."workspace_id", NEW."id", NEW."client_id", NEW."invoice_id", NEW."amount", NEW."reason", NEW."note",
      NEW."opened_on", NEW."revisit_on", NEW."conversation_id", NEW."opened_by_id", NEW."created_at"))
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "never_deleted" BEFORE DELETE ON "client_snooze" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "said_stays" BEFORE UPDATE ON "client_snooze" FOR EACH ROW
  WHEN ((OLD."workspace_id", OLD."id", OLD."client_id", OLD."until", OLD."note", OLD."by_id", OLD."at")
    IS DISTINCT FROM (NEW."workspace_id", NEW."id", NEW."client_id", NEW."until", NEW."note", NEW."by_id", NEW."at"))
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "never_deleted" BEFORE DELETE ON "escalation_decision" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "said_stays" BEFORE UPDATE ON "escalation_decision" FOR EACH ROW
  WHEN ((OLD."workspace_id", OLD."id", OLD."client_id", OLD."kind", OLD."until", OLD."note", OLD."reasons", OLD."by_id", OLD."at")
    IS DISTINCT FROM (NEW."workspace_id", NEW."id", NEW."client_id", NEW."kind", NEW."until", NEW."note", NEW."reasons",
      NEW."by_id", NEW."at"))
  EXECUTE FUNCTION "refuse_change"();
