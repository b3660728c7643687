/* Tiles ticked in order of preference: the order is shown on each and kept in a hidden field. */
class WishTilesController extends window.StimulusModule.Controller {
  static targets = ['order', 'rank'];

  connect() {
    this.show();
  }

  get slugs() {
    return this.orderTarget.value.split(',').filter(Boolean);
  }

  toggle(event) {
    const { value, checked } = event.target;
    const others = this.slugs.filter((slug) => slug !== value);
    this.orderTarget.value = (checked ? [...others, value] : others).join(',');
    this.show();
  }

  show() {
    const { slugs } = this;
    this.rankTargets.forEach((rank) => {
      const place = slugs.indexOf(rank.dataset.value);
      rank.textContent = place < 0 ? '' : `${place + 1}${place ? 'e' : 'er'}`;
    });
  }
}

window.wagtail.app.register('psf-wish-tiles', WishTilesController);
