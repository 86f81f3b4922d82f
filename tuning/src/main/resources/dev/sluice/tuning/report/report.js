// Sorts the table of trials by the column whose head is pressed; a second press turns the order round.
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
    const column = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = row => row.children[column].dataset.sort ?? row.children[column].textContent;
    const compare = (a, b) => {
      const [x, y] = [key(a), key(b)], [n, m] = [Number(x), Number(y)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const order = Number.isNaN(n) || Number.isNaN(m) ? x.localeCompare(y) : n - m;
      return down ? -order : order;
    };
    body.append(...[...body.rows].sort(compare));
  });
}
