package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.postgres.SqlText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SlowQueryLogTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CollectedOutput output = new CollectedOutput();
  private final SlowQueryLog log = new SlowQueryLog(output, null);

  @Test
  void theLinesPerSecondOfOneStatementAreLimited() {
    SlowQueryLimit limit = new SlowQueryLimit();
    assertTrue(limit.admits("a", 0));
    assertTrue(limit.admits("a", SECOND - 2));
    assertFalse(limit.admits("a", SECOND - 1));
    assertTrue(limit.admits("b", SECOND - 1));
    assertTrue(limit.admits("a", SECOND));
    assertFalse(limit.admits("a", SECOND + 1));
    assertFalse(limit.admits("a", 2 * SECOND - 3));
    assertTrue(limit.admits("a", 2 * SECOND));
  }

  @Test
  void theLinesPerSecondInTotalAreLimited() {
    SlowQueryLimit limit = new SlowQueryLimit();
    long[] admitted = new long[10_000];
    int lines = 0;
    for (int i = 0; i < 10_000; i++) {
      long now = i * SECOND / 1_000;
      if (limit.admits("statement " + i, now)) {
        admitted[lines++] = now;
      }
    }
    assertEquals(10 * SlowQueryLimit.LINES, lines);
    for (int i = SlowQueryLimit.LINES; i < lines; i++) {
      assertTrue(admitted[i] - admitted[i - SlowQueryLimit.LINES] >= SECOND);
    }
  }

  @Test
  void theNumberOfOmittedLinesGetsALineOfItsOwnIfNoOtherComes() throws InterruptedException {
    log.start();
    for (int i = 0; i < 7; i++) {
      slow("SELECT 1");
    }
    await(3);
    List<String> lines = output.lines();
    assertTrue(
        lines.get(2).contains("slow queries left out of the log left_out=5"), lines::toString);
  }

  /** No thread waits for the output, and the number of dropped lines is reported once it works again. */
  @Test
  void aHangingOutputBlocksNoThread() throws InterruptedException {
    log.start();
    output.hang();
    int all = 0;
    for (int i = 0; i < 3_000; i++, all++) {
      log.write(query("SELECT " + "x".repeat(1 + i % 100)));
    }
    output.recover();
    log.write(query("SELECT last"));
    all++;
    for (int i = 0; i < 1_000 && reported() < all; i++) {
      Thread.sleep(10);
    }
    assertEquals(all, reported(), output.lines()::toString);
    assertTrue(output.lines().size() < 300, () -> output.lines().size() + " lines");
  }

  /** Lines, and the numbers of omitted slow queries in them. */
  private int reported() {
    int reported = 0;
    for (String line : output.lines()) {
      reported += line.contains("slow query ") ? 1 : 0;
      Matcher left = Pattern.compile("(?:left_out|dropped)=(\\d+)").matcher(line);
      while (left.find()) {
        reported += Integer.parseInt(left.group(1));
      }
    }
    return reported;
  }

  private void slow(String sql) {
    SlowQuery query = query(sql);
    if (log.admits(query.sql().id())) {
      log.write(query);
    }
  }

  private void await(int lines) throws InterruptedException {
    for (int i = 0; i < 1_000 && output.lines().size() < lines; i++) {
      Thread.sleep(10);
    }
    assertEquals(lines, output.lines().size(), output.lines()::toString);
  }

  static SlowQuery query(String sql) {
    return new SlowQuery(SqlText.of(sql, 100), 700, 1, 1, "p");
  }
}
