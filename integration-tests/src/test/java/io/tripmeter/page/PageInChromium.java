package io.tripmeter.page;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins with the page as it is after its first answer, and ends without a complaint of the browser's. */
abstract class PageInChromium {
  static LookedAtPage page;
  static Browser browser;

  @BeforeAll
  static void look() {
    page = LookedAtPage.shared();
    browser = page.browser;
  }

  @BeforeEach
  void open() throws IOException {
    page.open();
  }

  @AfterEach
  void leave() {
    page.leave();
  }
}
