-- CreateTable
CREATE TABLE "home_visit" (
    "workspace_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "page" INTEGER NOT NULL DEFAULT 1,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3),
    "refresh_at" TIMESTAMPTZ(3),
    "taken_until" TIMESTAMPTZ(3),

    CONSTRAINT "home_visit_pkey" PRIMARY KEY ("workspace_id","person_id")
);

-- CreateIndex
CREATE INDEX "home_visit_workspace_id_opened_at_idx" ON "home_visit"("workspace_id", "opened_at");

-- AddForeignKey
ALTER TABLE "home_visit" ADD CONSTRAINT "home_visit_workspace_id_person_id_fkey" FOREIGN KEY ("workspace_id", "person_id") REFERENCES "person"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
