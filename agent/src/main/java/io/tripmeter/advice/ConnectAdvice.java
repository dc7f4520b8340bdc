package io.tripmeter.advice;

import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.boot.SaltedPasswords;
import java.sql.Connection;
import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.PGStream;

/** The driver opens a connection. */
final class ConnectAdvice {
  private ConnectAdvice() {}

  /**
   * Driver.connect: the agent may open the connection with other properties, or hand out one that it has ready. Its connection or exception
   * replaces the method's own.
   */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static Object enterConnect(
      @Advice.This Object driver,
      @Advice.Argument(0) String url,
      @Advice.Argument(1) Properties info) {
    return ConnectCalls.open(driver, url, info);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitConnect(
      @Advice.Enter Object opened,
      @Advice.Return(readOnly = false) Connection returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (opened instanceof Connection) {
      returned = (Connection) opened;
    } else if (opened != null) {
      thrown = (Throwable) opened;
    }
  }

  /** Driver.parseURL: its result is passed to the thread that opens the connection. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitParseUrl(@Advice.Return Properties parsed) {
    ConnectCalls.parsedUrl(parsed);
  }

  /** Driver.makeConnection: runs on the thread that opens the connection. With a login timeout this is a thread of the driver's. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enterMakeConnection(@Advice.Argument(1) Properties properties) {
    return ConnectCalls.enter(properties);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitMakeConnection(@Advice.Enter boolean outermost, @Advice.Thrown Throwable thrown) {
    ConnectCalls.exit(outermost, thrown);
  }

  /** ConnectionFactoryImpl.createPostgresTimeZone: the driver always sends a time zone at startup, and it overrides one in the options. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitTimeZone(@Advice.Return(readOnly = false) String zone) {
    zone = ConnectCalls.timeZone(zone);
  }

  /** ConnectionFactoryImpl.sendStartupPacket: the server's messages from here on are about this connection. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterStartup(@Advice.Argument(0) Object stream) {
    ConnectCalls.startup(stream);
  }

  /** MakeSSL.convert: the TLS handshake's round trips bypass the driver's stream. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitHandshake(@Advice.Argument(0) PGStream stream) {
    ConnectCalls.handshaken(stream.getSocket());
  }

  /** CryptoUtil.hi of the SCRAM library inside the driver: derives a key from the password. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static byte[] enterSaltedPassword(
      @Advice.Argument(2) char[] value,
      @Advice.Argument(3) byte[] salt,
      @Advice.Argument(4) int iterations) {
    return SaltedPasswords.find(value, salt, iterations);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitSaltedPassword(
      @Advice.Enter byte[] known,
      @Advice.Argument(2) char[] value,
      @Advice.Argument(3) byte[] salt,
      @Advice.Argument(4) int iterations,
      @Advice.Return(readOnly = false) byte[] key) {
    if (known != null) {
      key = known;
    } else {
      SaltedPasswords.derived(value, salt, iterations, key);
    }
  }
}
