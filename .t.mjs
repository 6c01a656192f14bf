import {Parser,Language} from 'web-tree-sitter'; import fs from 'fs';
await Parser.init(); const l=await Language.load(fs.readFileSync('node_modules/tree-sitter-bash/tree-sitter-bash.wasm')); const p=new Parser(); p.setLanguage(l);
const show=(n,d=0)=>{console.log(' '.repeat(d*2)+n.type+(n.isNamed&&n.childCount===0?' '+JSON.stringify(n.text):'')+(n.isMissing?' MISSING':'')+` [${n.startIndex},${n.endIndex}]`);for(const c of n.children)if(c&&c.isNamed||c&&d<99&&['&&','||','|','&','!',';'].includes(c.type))show(c,d+1)};
const t=p.parse(fs.readFileSync(process.argv[2],'utf8'));show(t.rootNode);
