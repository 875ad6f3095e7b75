// Drag a talk to a room and a time. The buttons and the form of each talk do the same without this file.
const held = { card: null };

const cards = () => document.querySelectorAll("[data-place]");
cards().forEach((card) => { card.draggable = true; });

document.addEventListener("dragstart", (event) => {
  held.card = event.target.closest?.("[data-place]") ?? null;
  if (held.card) event.dataTransfer.setData("text/plain", held.card.dataset.title || "");
});

const gridOf = (event) => held.card && event.target.closest?.("[data-day]");

document.addEventListener("dragover", (event) => {
  const grid = gridOf(event);
  if (!grid) return;
  event.preventDefault();
  grid.classList.add("over");
});
document.addEventListener("dragleave", (event) => gridOf(event)?.classList.remove("over"));
document.addEventListener("dragend", () => {
  document.querySelectorAll(".over").forEach((grid) => grid.classList.remove("over"));
  held.card = null;
});

// The room whose heading is above the pointer; on a phone there are no headings, and the room stays.
const roomAt = (grid, x) => [...grid.querySelectorAll("[data-room]")].find((head) => {
  const box = head.getBoundingClientRect();
  return box.width && x >= box.left && x <= box.right;
})?.dataset.room;

// The nearest time at which something on this day begins or ends.
const timeAt = (grid, y) => {
  let best = { far: Infinity, time: "09:00" };
  grid.querySelectorAll("[data-starts]").forEach((card) => {
    const box = card.getBoundingClientRect();
    [[box.top, card.dataset.starts], [box.bottom, card.dataset.ends]].forEach(([edge, time]) => {
      if (Math.abs(edge - y) < best.far) best = { far: Math.abs(edge - y), time };
    });
  });
  return best.time;
};

document.addEventListener("drop", (event) => {
  const grid = gridOf(event);
  if (!grid) return;
  event.preventDefault();
  const told = held.card.dataset;
  const form = document.createElement("form");
  form.method = "post";
  form.action = told.place;
  const facts = {
    csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    day: grid.dataset.day, time: timeAt(grid, event.clientY), minutes: told.minutes, version: told.version,
    room: roomAt(grid, event.clientX) ?? told.inRoom ?? "", title: told.title || "",
  };
  Object.entries(facts).forEach(([name, value]) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  });
  document.body.append(form);
  form.submit();
});
