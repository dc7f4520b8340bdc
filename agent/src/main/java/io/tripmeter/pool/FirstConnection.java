package io.tripmeter.pool;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.ConnectGate;
import java.security.GeneralSecurityException;
import java.util.GregorianCalendar;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a JVM does once for its first connection, done while that connection still waits for the network: loading the JDK's classes for
 * SCRAM's key derivation, and compiling its loop; loading the calendar that the driver asks for its time zone. Measured on a cold JVM with
 * two cores: 100 to 200 ms less between the server's challenge and the answer.
 */
final class FirstConnection {
  /** As PostgreSQL has it by default: scram_iterations. */
  private static final int ITERATIONS = 4096;

  private static final int SHA_256_BITS = 256;

  /** Longer than a TCP handshake with a server next door, and shorter than one worth preparing for. */
  private static final long FAR_MILLIS = 30;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private FirstConnection() {}

  /** Once a JVM, beside the first connection of a pool: near the server there is no time to be gained, and it has other work. */
  static void prepareIfFar(ConnectGate gate) {
    if (BEGUN.compareAndSet(false, true)) {
      Runnable task = new Runnable() {
        @Override
        public void run() {
          try {
            if (gate.isFarther(FAR_MILLIS)) {
              prepare();
            }
          } catch (InterruptedException ending) {
            // Nobody waits for it.
          }
        }
      };
      AgentThread.daemon("tripmeter-prepare", task).start();
    }
  }

  private static void prepare() {
    try {
      PBEKeySpec nobodys = new PBEKeySpec(new char[] {'-'}, new byte[16], ITERATIONS, SHA_256_BITS);
      SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(nobodys);
    } catch (GeneralSecurityException | RuntimeException notHere) {
      // A JVM with other providers: the driver will say what it lacks, if it needs it.
    }
    new GregorianCalendar().getTimeInMillis();
  }
}
