package io.tripmeter.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CostTextTest {
  private final Lines lines = new Lines();

  @Test
  void aLinkOfLessThanATenthOfAMillisecondIsInMicroseconds() {
    CostText.link(lines, link(92_400, 260_000, 92_400), 10);
    assertEquals(
        "Link: a round trip takes 92 microseconds\n"
            + "  Median 92, 95th percentile 260, jitter 168, fastest 92 microseconds: 3 times \"select 1\" on one\n"
            + "  connection.\n"
            + "  At most 10,823 round trips a second on one connection, 108,225 on 10.\n",
        lines.toString());
  }

  @Test
  void aLongerOneIsInMilliseconds() {
    CostText.link(lines, link(222_000_000, 230_500_000, 221_400_000), 20);
    assertTrue(
        lines
            .toString()
            .startsWith("Link: a round trip takes 222.0 ms\n"
                + "  Median 222.0, 95th percentile 230.5, jitter 8.80, fastest 221.4 ms: 3 times"),
        lines::toString);
  }

  private static LinkTimes link(long... nanos) {
    return new LinkTimes(LongStream.of(nanos)
        .mapToObj(each -> new Wire.Trip(Wire.Phase.LATER, each))
        .toList());
  }

  @Test
  void whatIsCalculatedIsSaidWhereSomethingIs() {
    Crowd measured = new Crowd(1, 1_642, true, 1_411.0, null);
    CostText.crowds(lines, List.of(measured));
    assertFalse(lines.toString().contains("about"), lines::toString);

    CostText.crowds(lines, Arrays.asList(measured, Crowd.leftOut(20, 1_642, "no time left")));
    assertTrue(lines.toString().contains("about 32,840"), lines::toString);
    assertTrue(
        lines.toString().contains("\"about\" is calculated from what was measured"),
        lines::toString);
  }

  @Test
  void theTimesOfBothWaysAreInTheirColumns() {
    CostText.connect(lines, cost("SQ", 12_345_678), cost("S", 2_000_000));
    String[] table = lines.toString().split("\n");
    assertEquals(
        "                                 driver alone         ms     with Tripmeter         ms",
        table[1]);
    assertEquals(
        "  all                                       2       12.3                  1        2.0",
        table[table.length - 3]);
  }

  @Test
  void aServerThatAsksForNoPasswordIsSaidToCostLess() {
    CostText.connect(lines, cost("S", 1_000_000), cost("S", 1_000_000));
    assertTrue(
        lines.toString().contains("The server asked for no password (trust, peer or cert"),
        lines::toString);
    assertFalse(lines.toString().contains("login:"), lines::toString);
  }

  @Test
  void aServerThatAsksForAPasswordIsNot() {
    CostText.connect(lines, cost("Spp", 1_000_000), cost("Spp", 1_000_000));
    assertTrue(lines.toString().contains("login: SCRAM"), lines::toString);
    assertFalse(lines.toString().contains("no password"), lines::toString);
  }

  /** @param messages types of messages that are sent, each answered; S is the first, which has none */
  private static ConnectCost cost(String messages, long nanos) {
    Wire wire = new Wire();
    for (char type : messages.toCharArray()) {
      byte[] message =
          type == 'S' ? new byte[] {0, 0, 0, 8, 0, 3, 0, 0} : new byte[] {(byte) type, 0, 0, 0, 4};
      wire.sent(message, 0, message.length, 0);
      wire.received("R".getBytes(US_ASCII), 0, 1);
    }
    Connection none = null;
    return new ConnectCost(new Opened(none, wire, nanos), 2);
  }
}
