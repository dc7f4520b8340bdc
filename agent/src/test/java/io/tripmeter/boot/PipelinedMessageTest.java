package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the driver gets of what the server sends, while answers are due to messages that were sent ahead of the driver's. */
class PipelinedMessageTest {
  private static final byte[] READY = message('Z', "I");
  private static final byte[] SET = message('C', "SET\0");
  private static final byte[] EMPTY = message('I', "");
  private static final byte[] NOTICE = message('N', "SNOTICE\0VNOTICE\0Mof its own accord\0\0");
  private static final byte[] NOTIFICATION = message('A', "\0\0\0\7channel\0payload\0");
  private static final byte[] PARAMETER = message('S', "TimeZone\0UTC\0");
  private static final byte[] ERROR =
      message('E', "SFEHLER\0VERROR\0C42704\0Munrecognized parameter\0\0");
  private static final byte[] LONG_ERROR =
      message('E', "SERROR\0VERROR\0C42601\0M" + longText(3000) + "\0\0");
  private static final byte[] FATAL =
      message('E', "SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0");
  private static final byte[] OLD_FATAL = message('E', "SFATAL\0C08P01\0Mquery_wait_timeout\0\0");

  /** ParseComplete, BindComplete, a row, CommandComplete, ReadyForQuery. */
  private static final byte[] ROWS = concat(
      message('1', ""),
      message('2', ""),
      message('D', "\0\1\0\0\0\1Z"),
      message('C', "SELECT 1\0"),
      READY);

  private final PipelinedMessage sync = PipelinedMessage.sync();
  private final PipelinedMessage query = PipelinedMessage.query("SET x = 1");

  private static String longText(int length) {
    char[] text = new char[length];
    Arrays.fill(text, 'Z');
    return new String(text);
  }

  private static byte[] message(char type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    int length = bytes.length + 4;
    byte[] header = {
      (byte) type,
      (byte) (length >>> 24),
      (byte) (length >>> 16),
      (byte) (length >>> 8),
      (byte) length
    };
    return concat(header, bytes);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part, 0, part.length);
    }
    return all.toByteArray();
  }

  /** A socket that brings these bytes in pieces, with a timeout between any two if wanted, then ends. */
  private static final class Socket extends InputStream {
    private final byte[] bytes;
    private final Random pieces;
    private final boolean timesOut;
    private int at;
    private boolean due;

    Socket(byte[] bytes, long seed, boolean timesOut) {
      this.bytes = bytes;
      this.pieces = new Random(seed);
      this.timesOut = timesOut;
    }

    private void perhapsTimeOut() throws SocketTimeoutException {
      due = !due;
      if (timesOut && due) {
        throw new SocketTimeoutException("nothing yet");
      }
    }

    @Override
    public int read() throws IOException {
      perhapsTimeOut();
      return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      perhapsTimeOut();
      if (at == bytes.length) {
        return -1;
      }
      int piece = Math.min(length, Math.min(bytes.length - at, 1 + pieces.nextInt(9)));
      System.arraycopy(bytes, at, to, offset, piece);
      at += piece;
      return piece;
    }
  }

  private static final class Driver {
    final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    final TripStream stream;

    Driver(InputStream socket) {
      stream = (TripStream) TripStream.around(socket);
      stream.pipelineThrough(
          new java.io.ByteArrayInputStream(new byte[0]), buffer, new java.net.Socket());
    }

    void send(PipelinedMessage... messages) throws IOException {
      for (PipelinedMessage message : messages) {
        assertTrue(stream.pipeline(message, 0));
      }
      TripStream.flushed(stream, TripStream.flushing());
    }

    /** Everything to the end, in reads of up to this many bytes; 0 for reads of single bytes. */
    byte[] readAll(int pieces) throws IOException {
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      byte[] to = new byte[Math.max(1, pieces) + 2];
      while (true) {
        try {
          int read = pieces == 0 ? stream.read() : stream.read(to, 1, pieces);
          if (read < 0) {
            return got.toByteArray();
          }
          got.write(
              pieces == 0 ? new byte[] {(byte) read} : to,
              pieces == 0 ? 0 : 1,
              pieces == 0 ? 1 : read);
        } catch (SocketTimeoutException nothingYet) {
          // The driver asks again.
        }
      }
    }
  }

  /** However the bytes come and are asked for. */
  private void assertGets(byte[] expected, byte[] sent, PipelinedMessage... ahead)
      throws IOException {
    List<Integer> sizes = new ArrayList<>(Arrays.asList(0, 1, 2, 3, 4, 5, 6, 7, 64, 8192));
    for (int size : sizes) {
      for (long seed = 0; seed < 20; seed++) {
        Driver driver = new Driver(new Socket(sent, seed, seed % 2 == 1));
        driver.send(ahead);
        assertArrayEquals(expected, driver.readAll(size), () -> "in reads of " + size);
        forgetUnanswered(ahead);
      }
    }
    assertGetsAtOnce(expected, sent, ahead);
    forgetUnanswered(ahead);
  }

  /** A connection ended before the answer came; the next one is another. */
  private static void forgetUnanswered(PipelinedMessage... ahead) {
    for (PipelinedMessage message : ahead) {
      message.answered();
    }
  }

  private static void assertGetsAtOnce(byte[] expected, byte[] sent, PipelinedMessage... ahead)
      throws IOException {
    Driver driver = new Driver(new java.io.ByteArrayInputStream(sent));
    driver.send(ahead);
    assertArrayEquals(expected, driver.readAll(8192));
  }

  @Test
  void theAnswerToASyncIsTakenOutAndNothingElse() throws IOException {
    assertGets(ROWS, concat(READY, ROWS), sync);
  }

  @Test
  void theAnswerToAQueryIsTakenOutAndNothingElse() throws IOException {
    assertGets(ROWS, concat(SET, READY, ROWS), query);
    assertGets(ROWS, concat(SET, SET, READY, ROWS), query);
    assertGets(ROWS, concat(EMPTY, READY, ROWS), query);
    assertNull(query.sqlState());
  }

  @Test
  void severalAreAnsweredInTheirOrder() throws IOException {
    PipelinedMessage second = PipelinedMessage.query("SET y = 1");
    assertGets(ROWS, concat(READY, SET, READY, ERROR, READY, ROWS), sync, query, second);
    assertNull(query.sqlState());
    assertEquals("42704", second.sqlState());
  }

  @Test
  void whatTheServerSaysOfItsOwnAccordIsPassedOnInOrder() throws IOException {
    assertGets(
        concat(NOTICE, PARAMETER, NOTIFICATION, NOTICE, ROWS, NOTICE),
        concat(NOTICE, PARAMETER, SET, NOTIFICATION, READY, NOTICE, ROWS, NOTICE),
        query);
  }

  @Test
  void anErrorThatAnswersOursIsTakenOutAndRemembered() throws IOException {
    assertGets(ROWS, concat(ERROR, READY, ROWS), query);
    assertEquals("42704", query.sqlState());
    assertEquals("unrecognized parameter", query.errorMessage());
    assertGets(ROWS, concat(LONG_ERROR, READY, ROWS), query);
    assertEquals("42601", query.sqlState());
  }

  @Test
  void aFatalErrorIsTheDrivers() throws IOException {
    assertGets(FATAL, FATAL, sync);
    assertGets(OLD_FATAL, OLD_FATAL, query);
    assertGets(concat(NOTICE, FATAL), concat(NOTICE, SET, FATAL), query, sync);
  }

  @Test
  void atTheEndOfTheStreamWhatIsHeldIsHandedOver() throws IOException {
    assertGets(new byte[0], new byte[0], sync);
    assertGets(Arrays.copyOf(FATAL, 3), Arrays.copyOf(FATAL, 3), sync);
    assertGets(Arrays.copyOf(FATAL, 20), Arrays.copyOf(FATAL, 20), sync);
    assertGets(Arrays.copyOf(NOTICE, 20), Arrays.copyOf(NOTICE, 20), sync);
    assertGets(new byte[0], Arrays.copyOf(SET, 7), query);
  }

  @Test
  void anAnswerToSomethingElseIsNeverTakenForOurs() throws IOException {
    for (byte[] other : Arrays.asList(ROWS, concat(SET, READY), message('G', "\0\0\0"))) {
      Driver driver = new Driver(new java.io.ByteArrayInputStream(concat(other, ROWS)));
      PipelinedMessage ahead = PipelinedMessage.sync();
      driver.send(ahead);
      assertThrows(IOException.class, () -> driver.readAll(8192));
      assertThrows(IOException.class, () -> driver.stream.read());
      assertTrue(ahead.isOvertaken());
    }
  }

  @Test
  void whatASessionEndsWithOvertakesNothing() throws IOException {
    for (byte[] last : Arrays.asList(FATAL, new byte[0])) {
      PipelinedMessage ahead = PipelinedMessage.sync();
      assertGets(last, last, ahead);
      assertFalse(ahead.isOvertaken());
    }
  }

  @Test
  void aByteThatWasLookedAtIsReadFirst() throws IOException {
    for (byte[] looked : Arrays.asList(NOTICE, READY)) {
      byte[] sent = looked == READY ? concat(READY, ROWS) : concat(NOTICE, READY, ROWS);
      Driver driver = new Driver(new java.io.ByteArrayInputStream(sent));
      assertTrue(driver.stream.pipeline(sync, 0));
      assertEquals(TripStream.Quiet.DATA, driver.stream.look());
      TripStream.flushed(driver.stream, TripStream.flushing());
      byte[] expected = looked == READY ? ROWS : concat(NOTICE, ROWS);
      assertArrayEquals(expected, driver.readAll(8192));
      assertFalse(sync.isOutstanding());
    }
  }

  @Test
  void itGoesAheadOfWhatTheDriverSends() throws IOException {
    Driver driver = new Driver(new java.io.ByteArrayInputStream(READY));
    driver.send(sync, query);
    byte[] expected = concat(message('S', ""), message('Q', "SET x = 1\0"));
    assertArrayEquals(expected, driver.buffer.toByteArray());
  }

  @Test
  void itIsNotSentTwiceNorWhileTheDriverWaitsOrHasSomethingUnread() throws IOException {
    Driver driver = new Driver(new java.io.ByteArrayInputStream(READY));
    driver.send(sync);
    assertFalse(driver.stream.pipeline(sync, 0), "outstanding");
    assertFalse(driver.stream.pipeline(query, 0), "an answer is due");

    TripStream reading = (TripStream) TripStream.around(new java.io.ByteArrayInputStream(ROWS));
    assertFalse(reading.pipeline(query, 0), "not linked to the driver");
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    reading.pipelineThrough(new java.io.ByteArrayInputStream(ROWS), buffer, new java.net.Socket());
    assertFalse(reading.pipeline(query, 0), "the driver has unread bytes");
    assertEquals(0, buffer.size());
  }

  /** What the driver's buffer would say, which tells of the stream's bytes when it has none itself. */
  private static InputStream emptyBufferOver(TripStream stream) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return stream.read();
      }

      @Override
      public int available() throws IOException {
        return stream.available();
      }
    };
  }

  @Test
  void aNotificationThatNobodyHasReadDoesNotKeepItBack() throws IOException {
    byte[] sent = concat(NOTIFICATION, SET, READY, ROWS);
    TripStream stream = (TripStream) TripStream.around(new java.io.ByteArrayInputStream(sent));
    stream.pipelineThrough(
        emptyBufferOver(stream), new ByteArrayOutputStream(), new java.net.Socket());
    assertTrue(stream.pipeline(query, 0));
    TripStream.flushed(stream, TripStream.flushing());
    byte[] got = new byte[NOTIFICATION.length + ROWS.length];
    for (int read = 0; read < got.length; ) {
      read += stream.read(got, read, got.length - read);
    }
    assertArrayEquals(concat(NOTIFICATION, ROWS), got);
  }

  @Test
  void itDoesNotFollowWhatAFailedCallHasLeftUnsent() throws IOException {
    Driver driver = new Driver(new java.io.ByteArrayInputStream(concat(ROWS, READY, ROWS)));
    driver.stream.leavesUnsent();
    assertFalse(driver.stream.pipeline(query, 0));
    TripStream.flushed(driver.stream, TripStream.flushing());
    assertEquals(ROWS.length, driver.stream.read(new byte[ROWS.length], 0, ROWS.length));
    assertTrue(driver.stream.pipeline(query, 0));
  }

  @Test
  void itCanBeSentAgain() throws IOException {
    Driver driver = new Driver(new java.io.ByteArrayInputStream(concat(READY, ROWS, READY, ROWS)));
    byte[] got = new byte[ROWS.length];
    for (int i = 0; i < 2; i++) {
      driver.send(sync);
      for (int read = 0; read < got.length; ) {
        read += driver.stream.read(got, read, got.length - read);
      }
      assertArrayEquals(ROWS, got);
      assertFalse(sync.isOutstanding());
    }
  }

  @Test
  void bothAnswersAreOneRoundTrip() throws IOException {
    ThreadState thread = ThreadState.current();
    for (int size : new int[] {0, 1, 8192}) {
      Driver driver = new Driver(new Socket(concat(NOTICE, READY, ROWS), size, false));
      long before = thread.call.trips;
      driver.send(sync);
      assertEquals(before, thread.call.trips);
      driver.readAll(size);
      assertEquals(before + 1, thread.call.trips);
    }
  }
}
