addEventListener("keydown", () => {
  document.body.append(Object.assign(document.createElement("dialog"), { open: true }));
});
