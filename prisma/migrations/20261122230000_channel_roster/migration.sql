-- CreateTable
CREATE TABLE "channel_roster" (
    "workspace_id" INTEGER NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "members" TEXT[] NOT NULL,
    "guests" TEXT[] NOT NULL,
    "joined" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_roster_pkey" PRIMARY KEY ("workspace_id","channel_id")
);

-- AddForeignKey
ALTER TABLE "channel_roster" ADD CONSTRAINT "channel_roster_workspace_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "channel_id") REFERENCES "channel"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
