package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that could connect, connects: whatever a refusal says, it is tried once without anything of ours. */
final class RefusedInOtherWordsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = PostgresServer.shared();

  /** SQLSTATE and text; the first hangs up without a word. */
  private static final List<String[]> WORDS = List.of(
      new String[] {"", "hung up"},
      new String[] {"XX000", "internal error"},
      new String[] {"28000", "connection rejected"},
      new String[] {"08P01", "invalid startup packet layout"},
      new String[] {"42704", "Startup-Parameter nicht erlaubt"},
      new String[] {"99999", ""});

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static String open(Application application, String url) {
    return open(application, url, "SELECT 1");
  }

  private static String open(Application application, String url, String query) {
    return application.tell("open", url, SERVER.user(), SERVER.password(), query);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whatRefusesWithoutSayingWhyIsAskedOnceAsTheApplicationAsks(String pgjdbc) {
    List<PickyProxy> proxies = new ArrayList<>();
    try (Application application = APPLICATIONS.start(Application.with().pgjdbc(pgjdbc))) {
      for (String[] words : WORDS) {
        PickyProxy proxy = PickyProxy.refusingNames(SERVER, words[0], words[1]);
        proxies.add(proxy);
        assertEquals("1", open(application, proxy.url()), application::output);
        assertEquals("1", open(application, proxy.url()), application::output);
        // Once, and once more to see that it was no chance.
        assertEquals(2, proxy.refusals().size(), () -> words[1] + "\n" + application.output());
      }
      PickyProxy first = PickyProxy.refusingNames(SERVER, "", "hung up");
      proxies.add(first);
      String severalHosts = first.url().replace("/app", ",127.0.0.1:1/app");
      assertEquals("1", open(application, severalHosts), application::output);
      List<String> said = application.said("refused with Tripmeter's startup parameters");
      assertEquals(WORDS.size() + 1, said.size(), application::output);
      assertTrue(
          said.get(0).contains("parameters=\"ApplicationName assumeMinServerVersion\""),
          said.get(0));
    } finally {
      proxies.forEach(PickyProxy::close);
    }
  }

  /** It refuses the first one, whoever it is, and is there for all others. */
  @ParameterizedTest
  @ValueSource(strings = {"", "XX000", "57P01", "57P03", "53400", "58030"})
  void whoRefusesOnceByChanceGetsAMomentLaterWhatIsOurs(String state) {
    AtomicBoolean refused = new AtomicBoolean();
    try (Application application = APPLICATIONS.start(Application.with());
        PickyProxy proxy = new PickyProxy(SERVER, startup -> {
          if (refused.compareAndSet(false, true)) {
            throw new PickyProxy.Refused(state, "starting up");
          }
          return startup;
        })) {
      String ours = open(application, SERVER.url(), "SHOW application_name");
      for (int i = 0; i < 2; i++) {
        assertEquals(ours, open(application, proxy.url(), "SHOW application_name"));
      }
      assertEquals(List.of(), application.said("refuse"), application::output);
    }
  }

  /** A server that goes, has no room or no disk says nothing of a parameter, however often. */
  @ParameterizedTest
  @ValueSource(strings = {"57P01", "53400", "58030"})
  void aServerThatIsBusyWithItselfIsNotRememberedAsRefusingAnything(String state) {
    try (Application application = APPLICATIONS.start(Application.withTimeoutsOf("none"));
        PickyProxy proxy = PickyProxy.refusingNames(SERVER, state, "not now")) {
      for (int i = 1; i <= 2; i++) {
        assertEquals("1", open(application, proxy.url()), application::output);
        assertEquals(2 * i, proxy.refusals().size());
      }
      assertEquals(List.of(), application.said("refuse"), application::output);
    }
  }

  @Test
  void aPoolWarmsUpThereWithTwoRefusalsInAll() {
    try (PickyProxy proxy = PickyProxy.refusingNames(SERVER, "", "hung up");
        Application application = APPLICATIONS.start(Application.with())) {
      application.pool("main", SERVER, proxy.url(), "maximumPoolSize=20");
      assertTrue(application.warmedUp("main").contains("warmed=20"), application::output);
      assertEquals(2, proxy.refusals().size());
      assertEquals(
          "",
          application.ask("main", "SHOW application_name").replace("PostgreSQL JDBC Driver", ""));
    }
  }

  /** With and without what is ours it is refused in different words, so that one sees whose they are. */
  private static PickyProxy refusingAll(String state) {
    return new PickyProxy(SERVER, startup -> {
      boolean ours = startup.containsKey("application_name");
      throw new PickyProxy.Refused(state, ours ? "you with your name" : "you");
    });
  }

  @Test
  void whatIsRefusedEitherWayFailsAsItDoesWithoutTripmeterAfterTwoAttempts() {
    try (Application bare = APPLICATIONS.start(Application.with().withoutAgent());
        Application application = APPLICATIONS.start(Application.with())) {
      for (String state : List.of("XX000", "28000", "")) {
        try (PickyProxy proxy = refusingAll(state)) {
          String theirs = open(bare, proxy.url());
          assertTrue(theirs.startsWith("failed: "), theirs);
          assertEquals(1, proxy.refusals().size());
          assertEquals(theirs, open(application, proxy.url()));
          assertEquals(List.of("you", "you with your name", "you"), proxy.refusals());
        }
      }
      // What says that it is about something else is not asked twice.
      for (String state : List.of("53300", "3D000", "28P01")) {
        try (PickyProxy proxy = refusingAll(state)) {
          open(application, proxy.url());
          assertEquals(List.of("you with your name"), proxy.refusals());
        }
      }
      assertEquals(List.of(), application.said("refuse"));
    }
  }

  @Test
  void aServerThatIsNotThereOrDoesNotAnswerIsNotAskedTwice() {
    try (Application bare = APPLICATIONS.start(Application.with().withoutAgent());
        Application application = APPLICATIONS.start(Application.with())) {
      // A second is short for a JVM that has never connected.
      assertEquals(open(bare, SERVER.url()), open(application, SERVER.url()));
      for (String timeout : List.of("loginTimeout=1", "socketTimeout=1")) {
        try (Link link = Link.to(SERVER).open()) {
          link.stall();
          String url = SERVER.url(link) + "?sslmode=disable&" + timeout;
          String theirs = open(bare, url);
          assertTrue(theirs.startsWith("failed: 08"), theirs);
          assertEquals(theirs, open(application, url));
          assertEquals(2, link.count().connections());
        }
      }
      String nowhere = "jdbc:postgresql://127.0.0.1:1/app";
      assertEquals(open(bare, nowhere), open(application, nowhere));
      assertEquals(List.of(), application.said("refuse"));
    }
  }
}
