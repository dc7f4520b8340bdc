package io.tripmeter.page;

import io.tripmeter.programs.Pause;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, the machine's own; nothing is downloaded. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** It warns of each Chromium that is newer than itself. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Empty where Chromium or its driver is missing. */
  static Optional<Browser> start() {
    Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<File> driver = program("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(driver.get())
        .usingAnyFreePort()
        .build();
    ChromeDriver started = new ChromeDriver(service, options);
    // One that nobody closes would outlive this JVM.
    Runtime.getRuntime().addShutdownHook(new Thread(started::quit, "browser-at-exit"));
    return Optional.of(new Browser(started));
  }

  private static Optional<File> program(String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> new File(directory, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  /** As wide as this, or a phone if it is narrow. */
  void size(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Nothing moves, so that what is clicked is where it was looked for. */
  void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    Map<String, String> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, still)));
  }

  void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /** Whether pages that are opened from now on may run scripts of theirs. */
  void scripts(boolean allowed) {
    cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** Returns when it is loaded. */
  void go(String url) {
    driver.get(url);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  /** Returns when the first answer is shown. */
  void open(String url) {
    go(url);
    until(() -> text("#state").startsWith("Live"));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** As it is in the document, shown or not. */
  String text(String selector) {
    return plain(run("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
  }

  /** Of each of these, in the order of the document. */
  List<String> texts(String selector) {
    Object all = run(
        "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent)", selector);
    return ((List<?>) all).stream().map(Browser::plain).toList();
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void tab() {
    press(Keys.TAB);
  }

  /** Of what has the focus: its id, or what it says. */
  String focused() {
    return plain(run("const it = document.activeElement; return it.id || it.textContent.trim()"));
  }

  /** With ordinary spaces between numbers and their units. */
  private static String plain(Object text) {
    return String.valueOf(text).replace('\u00a0', ' ');
  }

  void until(BooleanSupplier wanted) {
    Pause.until(wanted, PATIENCE, () -> text("body") + log());
  }

  /** What the browser complained about since it was asked last: violations of the policy, errors, what could not be loaded. */
  List<String> log() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The page from this element on, of this size. */
  void screenshot(Path file, String from, int width, int height) throws IOException {
    Object top = run(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY", from);
    Map<String, Object> clip =
        Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1);
    Object data = driver
        .executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
        .get("data");
    Files.write(file, Base64.getDecoder().decode((String) data));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
