package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Instead of timeouts that nobody asked for: what a pool has seen, and what would have cut nothing. */
final class SuggestedTimeoutsTest {
  private static final Pattern LINE = Pattern.compile(
      "longest_statement_ms=(\\d+) longest_idle_in_transaction_ms=(\\d+) would_have_cut_nothing=\"([^\"]*)\"");

  private final PostgresServer server = PostgresServer.shared();

  @Test
  void aPoolThatIsClosedTellsItsLongest() {
    try (Link link = Link.to(server).open();
        Application application = Application.with().start()) {
      application.pool("main", server, link, "maximumPoolSize=1");
      application.tell("transaction", "main", "SELECT pg_sleep(1.2)", "SELECT 1");
      application.tell("transaction-with-pause", "main", "300");
      application.tell("close", "main");
      Matcher line = LINE.matcher(application.await("DB pool closed pool=main"));
      assertTrue(line.find(), application::output);
      assertTrue(Integer.parseInt(line.group(1)) >= 1200, application::output);
      assertTrue(Integer.parseInt(line.group(1)) < 1200 * 10, application::output);
      assertTrue(Integer.parseInt(line.group(2)) >= 300, application::output);
      assertTrue(Integer.parseInt(line.group(2)) < 1200 * 10, application::output);
      assertTrue(
          line.group(3)
              .matches("session.statement-timeout=\\d+s session.lock-timeout=\\d+s"
                  + " session.idle-in-transaction-timeout=\\d+s"),
          application::output);
    }
  }
}
