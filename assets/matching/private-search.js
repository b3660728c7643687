/*
 * Search by name without the name in any address: results are asked for by POST. While a name is
 * typed, sorting, paging, filtering and exporting take the same way; their links only carry the
 * sort key, the page number and the filters.
 */
(() => {
  const RESULTS = '#listing-results';
  const FILTERS = 'form[data-search-form]';
  const WAIT = 300;

  class PrivateSearch extends window.StimulusModule.Controller {
    static targets = ['input'];

    static values = { results: String };

    connect() {
      this.latest = 0;
      this.query = window.location.search.slice(1);
      this.follow = this.follow.bind(this);
      this.filter = this.filter.bind(this);
      document.addEventListener('click', this.follow, true);
      document.addEventListener('change', this.filter, true);
      document.addEventListener('input', this.filter, true);
    }

    disconnect() {
      document.removeEventListener('click', this.follow, true);
      document.removeEventListener('change', this.filter, true);
      document.removeEventListener('input', this.filter, true);
      window.clearTimeout(this.timer);
    }

    get isSearching() {
      return this.inputTarget.value.trim() !== '';
    }

    type() {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.search(this.filters()), WAIT);
    }

    submit(event) {
      event.preventDefault();
      window.clearTimeout(this.timer);
      this.search(this.filters());
    }

    /* The state of Wagtail's own filters, as a query. */
    filters() {
      const form = document.querySelector(FILTERS);
      if (!form) return this.query;
      const query = new URLSearchParams(new FormData(form));
      [...query.keys()].forEach((name) => {
        if (query.getAll(name).every((value) => value === '')) query.delete(name);
      });
      return query.toString();
    }

    filter(event) {
      if (!this.isSearching || !event.target.closest(FILTERS)) return;
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
      if (!stays || !link.closest(RESULTS)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.search(url.search.slice(1));
    }

    async search(query) {
      this.query = query;
      this.latest += 1;
      const mine = this.latest;
      const results = document.querySelector(RESULTS);
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

  window.wagtail.app.register('psf-private-search', PrivateSearch);
})();
