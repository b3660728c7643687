/* Counts the characters left while one types (boxes.js); the server refuses beyond, nothing cuts. */
class LimitController extends window.StimulusModule.Controller {
  static values = { most: Number };

  connect() {
    this.box = new window.psfBoxes.LimitCount(this.element, this.mostValue);
  }

  disconnect() {
    this.box.remove();
  }

  count() {
    this.box.count();
  }
}

window.wagtail.app.register('psf-limit', LimitController);
