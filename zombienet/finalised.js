// How many blocks a node finalises in so many seconds: `NAME: js-script ./finalised.js with "10" return is …`

async function finalised(node) {
  const ask = async (method, params) => {
    const answer = await fetch(node.wsUri.replace(/^ws/, "http"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = await answer.json();
    if (error) throw new Error(error.message);
    return result;
  };
  const head = await ask("chain_getFinalizedHead", []);
  return parseInt((await ask("chain_getHeader", [head])).number, 16);
}

async function run(name, network, [seconds]) {
  const node = network.nodesByName[name];
  const before = await finalised(node);
  await new Promise((wake) => setTimeout(wake, Number(seconds) * 1000));
  return (await finalised(node)) - before;
}

module.exports = { run };
