-- AlterTable
ALTER TABLE "inbox_request" ADD COLUMN     "arrival" TEXT;
