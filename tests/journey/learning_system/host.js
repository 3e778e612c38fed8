// The page of a learning system that plays a package: scorm-again as its run-time, and a note of every
// call. What was committed is kept by the server, so that it outlives the browser. With `answers=own`
// it answers with JavaScript's own truth values and numbers, and with nothing where there is nothing, as
// some learning systems do. `is` names other habits that learning systems have:
//
//   popup   the package has a window of its own          late    the functions come after the package
//   nested  more frames between, in which other things   deaf    the first few times it does not store
//           have the functions' names                            what it is told
//   login   it empties local storage, as Moodle does when somebody signs in, and lets nobody in twice
//
// `lacks` names values that it does not know, and `at` says where the package is.

(async () => {
  const asked = new URLSearchParams(location.search);
  const is12 = asked.get("version") === "scorm12";
  const answersOwn = asked.get("answers") === "own";
  const is = (habit) => asked.getAll("is").includes(habit);
  const lacks = (name) => asked.getAll("lacks").some((lacking) => String(name).includes(lacking));
  const at = asked.get("at") ?? "package/index.html";
  if (is("login")) localStorage.clear();
  let begun = false;
  let error = "0";
  let deaf = is("deaf") ? 3 : 0;
  const kept = await (await fetch("/kept")).json();
  const status = kept[is12 ? "cmi.core.lesson_status" : "cmi.completion_status"];
  if (is("moodle") && ["completed", "passed", "failed"].includes(status)) {
    kept[is12 ? "cmi.core.lesson_mode" : "cmi.mode"] = "review";
  }
  const api = is12
    ? new window.Scorm12API({ autocommit: false, logLevel: 5 })
    : new window.Scorm2004API({ autocommit: false, logLevel: 5 });
  api.loadFromFlattenedJSON(kept);
  const said = { calls: [], refused: [], set: {} };
  const prefix = is12 ? "LMS" : "";
  const names = is12 ? { Terminate: "LMSFinish" } : {};
  const own = (answer) => {
    const text = String(answer);
    if (text === "") return undefined;
    if (text === "true" || text === "false") return text === "true";
    return Number.isFinite(Number(text)) ? Number(text) : answer;
  };
  const lent = {};
  for (const name of ["Initialize", "GetValue", "SetValue", "Commit", "GetLastError", "Terminate"]) {
    const called = names[name] ?? prefix + name;
    lent[called] = (...values) => {
      if (name === "GetLastError" && error !== "0") return error;
      error = "0";
      if (name === "Initialize") {
        if (begun && is("login")) throw new TypeError("Cannot set properties of undefined");
        begun = true;
      }
      if (name.endsWith("Value") && lacks(values[0])) {
        error = "401";
        said.calls.push([name, ...values]);
        return name === "GetValue" ? "" : "false";
      }
      if (name === "Commit" && deaf > 0) {
        deaf -= 1;
        error = "101";
        return "false";
      }
      const answer = api[called](...values);
      said.calls.push([name, ...values]);
      if (name === "SetValue") {
        if (String(answer) === "true") said.set[values[0]] = values[1];
        else said.refused.push(values);
      }
      if (name === "Commit" || name === "Terminate") {
        const status = is12 ? api.cmi.core.lesson_status : api.cmi.completion_status;
        // While a page goes away, a beacon is the only thing that a browser still sends.
        navigator.sendBeacon("/kept", JSON.stringify({ ...said, status: String(status) }));
      }
      return answersOwn ? own(answer) : answer;
    };
  }
  const lend = () => {
    window[is12 ? "API" : "API_1484_11"] = lent;
  };
  if (is("late")) setTimeout(lend, 1500);
  else lend();
  if (is("popup")) {
    open(at, "", "width=640,height=480");
    return;
  }
  const frame = document.createElement("iframe");
  frame.src = is("nested") ? `middle.html?at=${encodeURIComponent(at)}` : at;
  frame.title = "The unit";
  frame.style = "width: 100%; height: 85vh; border: 0";
  document.body.append(frame);
})();
