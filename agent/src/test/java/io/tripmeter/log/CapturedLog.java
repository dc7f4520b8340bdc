package io.tripmeter.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Captures the agent's log instead of writing it, and forgets all keys. For tests of any package. */
public final class CapturedLog implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
    @Override
    public synchronized void write(byte[] text, int from, int length) {
      super.write(text, from, length);
      whenWritten.run();
    }
  };
  private volatile Runnable whenWritten = () -> {};

  private CapturedLog() {}

  public static CapturedLog start() {
    CapturedLog log = new CapturedLog();
    Log.reset(new PrintStream(log.bytes, true, StandardCharsets.UTF_8));
    return log;
  }

  /** On the thread that writes. */
  public void whenWritten(Runnable then) {
    whenWritten = then;
  }

  public List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    Log.configure("text", "info");
    Log.reset(null);
  }
}
