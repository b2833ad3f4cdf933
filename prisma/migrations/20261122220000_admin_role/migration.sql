-- AlterEnum
ALTER TYPE "role" ADD VALUE 'admin';
