// cpu ms (user+sys) of importing a set, median of N fresh processes
import { spawnSync } from 'node:child_process';
const N = Number(process.env.N ?? 7);
for (const set of process.argv.slice(2)) {
  const code = `for (const m of ${JSON.stringify(set.split(','))}) await import(m); const c=process.cpuUsage(); console.log((c.user+c.system)/1000, process.memoryUsage().rss/1e6)`;
  const xs=[];
  for (let i=0;i<N;i++) { const r=spawnSync(process.execPath,['--input-type=module','-e',code],{encoding:'utf8',cwd:'/tmp/i4-start'}); if(r.status) {console.log(r.stderr);break;} xs.push(r.stdout.trim().split(' ').map(Number)); }
  const med=(k)=>xs.map(x=>x[k]).sort((a,b)=>a-b)[xs.length>>1];
  console.log(set.padEnd(90), med(0)?.toFixed(0),'ms cpu', med(1)?.toFixed(0),'MB');
}
