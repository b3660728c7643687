/*
 * Search by name without the name in any address: results are asked for by POST. While a name is
 * typed, sorting, paging, filtering and exporting take the same way; their links only carry the
 * sort key, the page number and the filters. They stand elsewhere on the page: the element's actions
 * listen on the document, before Wagtail's own.
 */
class PrivateSearchController extends window.StimulusModule.Controller {
  static targets = ['input'];

  static values = {
    delay: { type: Number, default: 300 },
    filters: { type: String, default: 'form[data-search-form]' },
    results: String,
    target: { type: String, default: '#listing-results' },
  };

  initialize() {
    this.latest = 0;
    this.query = window.location.search.slice(1);
  }

  disconnect() {
    window.clearTimeout(this.timer);
    // An answer on its way has nowhere to be shown.
    this.latest += 1;
  }

  get isSearching() {
    return this.inputTarget.value.trim() !== '';
  }

  type() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.search(this.filters()), this.delayValue);
  }

  submit(event) {
    event.preventDefault();
    window.clearTimeout(this.timer);
    this.search(this.filters());
  }

  /* The state of Wagtail's own filters, as a query. */
  filters() {
    const form = document.querySelector(this.filtersValue);
    if (!form) return this.query;
    const query = new URLSearchParams(new FormData(form));
    [...query.keys()].forEach((name) => {
      if (query.getAll(name).every((value) => value === '')) query.delete(name);
    });
    return query.toString();
  }

  filter(event) {
    if (!this.isSearching || !event.target.closest(this.filtersValue)) return;
    event.stopImmediatePropagation();
    this.search(this.filters());
  }

  follow(event) {
    if (!this.isSearching) return;
    const link = event.target.closest('a[href], button[data-w-swap-src-value]');
    if (!link) return;
    const url = new URL(link.href || link.dataset.wSwapSrcValue, window.location.href);
    if (url.searchParams.has('export')) {
      event.preventDefault();
      this.element.action = url.pathname + url.search;
      this.element.submit();
      return;
    }
    const stays = [window.location.pathname, this.resultsValue].includes(url.pathname);
    if (!stays || !link.closest(this.targetValue)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.search(url.search.slice(1));
  }

  async search(query) {
    this.query = query;
    this.latest += 1;
    const mine = this.latest;
    const results = document.querySelector(this.targetValue);
    results.setAttribute('aria-busy', 'true');
    const response = await fetch(`${this.resultsValue}?${query}`, {
      method: 'POST',
      body: new FormData(this.element),
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (mine !== this.latest) return;
    if (!response.ok || response.redirected) {
      // Signed out or refused: let the browser show the answer.
      this.element.submit();
      return;
    }
    results.innerHTML = await response.text();
    results.removeAttribute('aria-busy');
  }
}

window.wagtail.app.register('psf-private-search', PrivateSearchController);
