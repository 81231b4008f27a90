addEventListener("keydown", () => {
  document.body.append(Object.assign(document.createElement("p"), { role: "dialog" }));
});
