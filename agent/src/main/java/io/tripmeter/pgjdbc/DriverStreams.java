package io.tripmeter.pgjdbc;

import io.tripmeter.boot.TripStream;
import io.tripmeter.reflect.ReflectiveAccess;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** The PGStream of an open connection. */
public final class DriverStreams {
  private final ReflectiveAccess stream;
  private final @Nullable Object counting;
  private final @Nullable Object socket;

  private DriverStreams(ReflectiveAccess stream) throws ReflectiveOperationException {
    this.stream = stream;
    counting = stream.part("pgInput").call("getWrapped");
    socket = stream.call("getSocket");
  }

  /** @param executor QueryExecutorImpl */
  static DriverStreams of(Object executor) throws ReflectiveOperationException {
    return new DriverStreams(ReflectiveAccess.of(executor).part("pgStream"));
  }

  /** The stream that counts; null if the driver reads from another. */
  public @Nullable TripStream counting() {
    return counting instanceof TripStream ? (TripStream) counting : null;
  }

  public @Nullable Socket socket() {
    return socket instanceof Socket ? (Socket) socket : null;
  }

  /** From now on messages may be sent ahead of the driver's. */
  public void pipeline(TripStream through, Socket on) throws ReflectiveOperationException {
    Object input = stream.field("pgInput");
    Object output = stream.field("pgOutput");
    if (input instanceof InputStream && output instanceof OutputStream) {
      through.pipelineThrough((InputStream) input, (OutputStream) output, on);
    }
  }
}
