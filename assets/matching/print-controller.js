/* A button that prints the page; without this script it stays hidden, and the browser's own menu prints. */
class PrintController extends window.StimulusModule.Controller {
  connect() {
    this.element.hidden = false;
  }

  disconnect() {
    this.element.hidden = true;
  }

  print() {
    window.print();
  }
}

window.wagtail.app.register('psf-print', PrintController);
