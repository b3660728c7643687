/*
 * An autosave that waits for a pause must not leave after the form itself was sent: its words are
 * older, and from a form of creation it would create again. Wagtail announces each autosave by a
 * `w-autosave:save`; one that is prevented is not sent.
 * https://github.com/wagtail/wagtail/issues/13863
 */
class LastSaveController extends window.StimulusModule.Controller {
  initialize() {
    this.sent = new WeakSet();
    this.announced = new WeakMap();
  }

  announce(event) {
    this.announced.set(event.target, event);
    if (this.sent.has(event.target)) event.preventDefault();
  }

  submit({ target }) {
    this.sent.add(target);
    this.announced.get(target)?.preventDefault();
  }
}

window.wagtail.app.register('psf-last-save', LastSaveController);
