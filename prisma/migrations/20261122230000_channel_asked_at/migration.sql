-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "asked_at" TIMESTAMPTZ(3);
