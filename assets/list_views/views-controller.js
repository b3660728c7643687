/*
 * The bar of views above a list. Drop-downs are details, forms are forms: without this file all of it
 * works. Here: one drop-down at a time, columns moved in place, the view kept in the address while filters
 * change, and the filters in force given to what is tried or kept.
 */
class ViewsController extends window.StimulusModule.Controller {
  static targets = ['menu', 'columns', 'link'];

  static values = {
    key: String,
    filters: { type: String, default: 'form[data-search-form]' },
  };

  connect() {
    // Wagtail writes the address anew from this form.
    const form = document.querySelector(this.filtersValue);
    const asked = new URLSearchParams(window.location.search).get('vue');
    const key = this.keyValue || asked;
    if (!form || !key) return;
    this.kept = document.createElement('input');
    Object.assign(this.kept, { type: 'hidden', name: 'vue', value: key });
    form.append(this.kept);
  }

  disconnect() {
    if (this.kept) this.kept.remove();
  }

  closeOthers(event) {
    this.menuTargets.forEach((menu) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    const link = this.linkTargets.find((each) => each.contains(event.target));
    if (link) link.href = this.withFilters(link.href);
  }

  close() {
    this.menuTargets.forEach((menu) => {
      if (!menu.open) return;
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }

  /* What the address asks now; the page was written when it asked something else. */
  keepFilters(event) {
    const box = event.target.querySelector('input[name="filtres"]');
    if (box) box.value = window.location.search.slice(1);
  }

  withFilters(address) {
    const url = new URL(address, window.location.href);
    const query = new URLSearchParams(window.location.search);
    const key = url.searchParams.get('vue');
    if (key) query.set('vue', key);
    url.search = query.toString();
    return url.href;
  }

  up(event) {
    this.move(event, (row) => row.previousElementSibling && row.previousElementSibling.before(row));
  }

  down(event) {
    this.move(event, (row) => row.nextElementSibling && row.nextElementSibling.after(row));
  }

  move(event, step) {
    event.preventDefault();
    const button = event.currentTarget;
    step(button.closest('li'));
    button.focus();
  }
}

window.wagtail.app.register('psf-views', ViewsController);
