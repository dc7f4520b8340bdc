package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the driver waits for an answer while one to a message of ours is due first. */
class AnswerInputTest {
  private static final int SHORT = 100;
  private static final int LONG = 20_000;
  private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};

  private final PipelinedMessage sync = PipelinedMessage.sync();
  private final byte[] to = new byte[64];
  private ServerSocket listener;
  private Socket socket;
  private Socket server;
  private TripStream stream;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
    server = listener.accept();
    stream = (TripStream) TripStream.around(socket.getInputStream());
    stream.pipelineThrough(new ByteArrayInputStream(new byte[0]), socket.getOutputStream(), socket);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
    listener.close();
  }

  private void send(int timeout) throws IOException {
    assertTrue(stream.pipeline(sync, timeout));
    TripStream.flushed(stream, TripStream.flushing());
  }

  @Test
  void anAnswerThatDoesNotComeInTimeClosesTheConnection() throws IOException {
    send(SHORT);
    IOException thrown = assertThrows(IOException.class, () -> stream.read(to, 0, 64));
    assertEquals("no answer within 100 ms of the first statement", thrown.getMessage());
    assertTrue(socket.isClosed());
    assertThrows(IOException.class, () -> stream.read(to, 0, 64));
  }

  @Test
  void theTimeBeginsWhenTheDriverFlushes() throws IOException {
    assertTrue(stream.pipeline(sync, SHORT));
    socket.setSoTimeout(2 * SHORT);
    assertThrows(SocketTimeoutException.class, () -> stream.read(to, 0, 64));
    assertFalse(socket.isClosed());
  }

  @Test
  void aShorterTimeoutOfTheSocketCountsFirst() throws IOException {
    send(LONG);
    socket.setSoTimeout(SHORT);
    assertThrows(SocketTimeoutException.class, () -> stream.read(to, 0, 64));
    assertFalse(socket.isClosed());
    assertEquals(SHORT, socket.getSoTimeout());
    server.getOutputStream().write(READY);
    server.getOutputStream().write('x');
    assertEquals(1, stream.read(to, 0, 64));
  }

  @Test
  void afterTheAnswerTheSocketsTimeoutIsWhatItWas() throws IOException {
    socket.setSoTimeout(LONG);
    send(LONG / 2);
    server.getOutputStream().write(READY);
    server.getOutputStream().write('x');
    assertEquals(1, stream.read(to, 0, 64));
    assertEquals('x', to[0]);
    assertEquals(LONG, socket.getSoTimeout());
  }

  @Test
  void whatCameInTimeAndIsReadLateIsNoLoss() throws Exception {
    send(SHORT);
    server.getOutputStream().write(READY);
    server.getOutputStream().write('x');
    Thread.sleep(3 * SHORT);
    assertEquals(1, stream.read(to, 0, 64));
  }

  @Test
  void aMessageWithoutATimeIsWaitedForAsTheSocketSays() throws IOException {
    send(0);
    socket.setSoTimeout(SHORT);
    assertThrows(SocketTimeoutException.class, () -> stream.read(to, 0, 64));
    assertFalse(socket.isClosed());
  }
}
