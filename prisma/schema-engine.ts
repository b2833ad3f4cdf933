// Prisma's own schema engine, as WebAssembly: its command line would download one. Only for making and checking
// migrations; the app applies them itself.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type {
  DiagnoseMigrationHistoryInput,
  DiagnoseMigrationHistoryOutput,
  DiffParams,
  DiffResult,
  MigrationList,
  SchemaPushInput,
  SchemaPushOutput,
} from '@prisma/schema-engine-wasm';
import pg from 'pg';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What of the engine is used here. */
export interface SchemaEngine {
  diff(input: DiffParams & { shadowDatabaseUrl: null }): Promise<DiffResult & { stdout: string | null }>;
  diagnoseMigrationHistory(input: DiagnoseMigrationHistoryInput): Promise<DiagnoseMigrationHistoryOutput>;
  schemaPush(input: SchemaPushInput): Promise<SchemaPushOutput>;
}

export const noFilters = { externalTables: [], externalEnums: [] };

/** prisma/schema.prisma, as the engine takes it. */
export const schemaFiles = () => [
  { path: 'schema.prisma', content: readFileSync(`${root}prisma/schema.prisma`, 'utf8') },
];

/** prisma/migrations, as the engine takes it. */
export function migrationList(): MigrationList {
  const baseDir = `${root}prisma/migrations`;
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(baseDir)
      .filter((name) => /^\d+_/.test(name) && readdirSync(`${baseDir}/${name}`).length > 0)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(`${baseDir}/${name}/migration.sql`, 'utf8') },
        },
      })),
  };
}

/** PostgreSQL's one-byte "char" of the catalogs, which the adapter does not know, and a type that it does. */
const CATALOG_CHAR = 18;
const BPCHAR = 1042;

interface Answer {
  readonly fields: { dataTypeID: number }[];
}

/** The adapter, with what the engine needs of it and it lacks. */
class EngineAdapter extends PrismaPg {
  readonly #url: string;
  readonly #shadow: string | null;

  constructor(url: string, shadow: string | null) {
    super({ connectionString: url });
    this.#url = url;
    this.#shadow = shadow;
  }

  override async connect() {
    const database = await super.connect();
    // A whole script at once: the adapter's own cuts it at every semicolon, and so in the middle of a function.
    database.executeScript = async (script) => {
      const client = new pg.Client(this.#url);
      await client.connect();
      try {
        await client.query(script);
      } finally {
        await client.end();
      }
    };
    const inner = database as unknown as { performIO(query: unknown): Promise<Answer> };
    const performIO = inner.performIO.bind(database);
    let characters: number[] = [];
    inner.performIO = async (query) => {
      const answer = await performIO(query);
      characters = answer.fields.flatMap((field, index) => (field.dataTypeID === CATALOG_CHAR ? [index] : []));
      for (const index of characters) Object.assign(answer.fields[index] ?? {}, { dataTypeID: BPCHAR });
      return answer;
    };
    const queryRaw = database.queryRaw.bind(database);
    database.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return database;
  }

  override async connectToShadowDb() {
    if (this.#shadow === null) throw new Error('no shadow database was given');
    return await new EngineAdapter(this.#shadow, null).connect();
  }
}

/**
 * An engine on a database. `shadow`: an empty database to try the migrations on, since the embedded one cannot make a
 * second.
 */
export async function schemaEngine(url: string, shadow: string | null = null): Promise<SchemaEngine> {
  // The package exports only a bundler's entry, so its two parts are loaded by path.
  const folder = `${root}node_modules/@prisma/schema-engine-wasm`;
  const glue = await import(`${folder}/schema_engine_bg.js`);
  const wasm = readFileSync(`${folder}/schema_engine_bg.wasm`);
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return await glue.SchemaEngine.new(
    { datamodels: schemaFiles().map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new EngineAdapter(url, shadow)),
  );
}
