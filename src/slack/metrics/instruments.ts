import { createRequire } from 'node:module';
import type * as PromClient from 'prom-client';

// The package's front door also loads what its process metrics need (60 ms, 10 MB): that waits for the first scrape.
const load = createRequire(import.meta.url);

export const Counter = load('prom-client/lib/counter.js') as typeof PromClient.Counter;
export const Gauge = load('prom-client/lib/gauge.js') as typeof PromClient.Gauge;
export const Histogram = load('prom-client/lib/histogram.js') as typeof PromClient.Histogram;
export const Registry = load('prom-client/lib/registry.js') as typeof PromClient.Registry;
