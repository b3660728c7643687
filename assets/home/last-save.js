// An autosave that waits for a pause must not leave after the form itself was sent: its words are
// older. https://github.com/wagtail/wagtail/issues/13863
document.addEventListener("submit", ({ target }) => {
  const autosave = window.wagtail.app.getControllerForElementAndIdentifier(target, "w-autosave");
  if (autosave) {
    autosave.activeValue = false;
    autosave.submit.cancel();
  }
});
