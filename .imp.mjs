const t0=performance.now();
for (const m of process.argv.slice(2)) { const t=performance.now(); await import(m); console.log(m.padEnd(50),(performance.now()-t).toFixed(0),'ms rss',(process.memoryUsage().rss/1e6).toFixed(0)); }
