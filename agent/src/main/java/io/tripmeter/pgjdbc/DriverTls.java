package io.tripmeter.pgjdbc;

import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's properties say of TLS, as SslMode, SocketFactoryFactory, LibPQFactory and MakeSSL of 42.2.29 to 42.7.14 read them.
 * Other than libpq, the driver verifies nothing with {@code sslmode=require}, also where {@code sslrootcert} is set.
 */
public final class DriverTls {
  private static final String SSL = DriverClasses.packagePrefix() + "ssl.";
  private static final String NON_VALIDATING = SSL + "NonValidatingFactory";

  /** Verifies by the JVM's trust store, whatever the mode. */
  private static final String BY_TRUST_STORE = SSL + "DefaultJavaSSLFactory";

  private static final String FULL = "verify-full";
  private static final String ALLOW = "allow";
  private static final String SET_FULL =
      "sslmode=verify-full with sslrootcert=<file of the server's CA>, or with sslfactory="
          + BY_TRUST_STORE
          + " if a public CA has signed its certificate";

  private final Properties properties;
  private final boolean knowsChannelBinding;
  private final String mode;

  /** @param properties by which the driver opens the connection */
  public DriverTls(Properties properties, boolean knowsChannelBinding) {
    this.properties = properties;
    this.knowsChannelBinding = knowsChannelBinding;
    String given = DriverProperty.SSL_MODE.in(properties);
    if (given == null) {
      String ssl = DriverProperty.SSL.in(properties, "false");
      given = ssl.isEmpty() || ssl.equalsIgnoreCase("true") ? FULL : "prefer";
    }
    mode = given.toLowerCase(Locale.ROOT);
  }

  /** Whether this driver knows channelBinding, from 42.7.4 on; others ignore it. */
  public static boolean knowsChannelBinding(@Nullable ClassLoader driver) {
    try {
      return Class.forName(DriverClasses.packagePrefix() + "PGProperty", false, driver)
          .getField("CHANNEL_BINDING")
          .isEnumConstant();
    } catch (ReflectiveOperationException | LinkageError unknown) {
      return false;
    }
  }

  /** What makes the driver compare the server's name and certificate with the JVM's trust store. */
  public static Properties byTrustStore() {
    Properties verifying = new Properties();
    verifying.setProperty(DriverProperty.SSL_MODE.key(), FULL);
    verifying.setProperty(DriverProperty.SSL_FACTORY.key(), BY_TRUST_STORE);
    return verifying;
  }

  /** What makes the driver demand TLS, whoever answers. */
  public static Properties encrypted() {
    Properties encrypted = new Properties();
    encrypted.setProperty(DriverProperty.SSL_MODE.key(), "require");
    return encrypted;
  }

  /** The {@code sslmode} that is in force, as given or by default. */
  public String mode() {
    return mode;
  }

  /** Whether a connection without TLS is followed by one with it, if the server demands that. */
  public boolean mayTurnToTls() {
    return mode.equals(ALLOW);
  }

  /** What to change so that the connection has TLS. */
  public String toEncrypt() {
    return "in the URL " + SET_FULL + "; in the server ssl=on";
  }

  /** Why the connection does not show that the right server answers. Null if it does, or if that cannot be known. */
  public @Nullable String flaw() {
    String factory = DriverProperty.SSL_FACTORY.in(properties, SSL + "LibPQFactory");
    if (isChannelBound() || DriverProperty.SOCKET_FACTORY.isIn(properties)) {
      return null;
    }
    if (factory.equals(NON_VALIDATING)) {
      return "sslfactory=" + NON_VALIDATING + " accepts every certificate";
    }
    boolean isDrivers =
        factory.equals(SSL + "LibPQFactory") || factory.equals(SSL + "jdbc4.LibPQFactory");
    if (mode.equals(FULL) || !(isDrivers || factory.equals(BY_TRUST_STORE))) {
      // A factory of another kind, or a single certificate: nothing says that it does not verify.
      return null;
    }
    if (mode.equals("verify-ca") || !isDrivers) {
      return "the server's host name is not compared with its certificate";
    }
    return "sslmode=" + mode + " accepts every certificate";
  }

  /** SCRAM with channel binding: who answers has to know the password's verifier, and cannot be in the middle. */
  private boolean isChannelBound() {
    return knowsChannelBinding
        && DriverProperty.CHANNEL_BINDING.in(properties, "").equalsIgnoreCase("require");
  }

  /** What to change so that it does. */
  public String toVerify() {
    return "in the URL "
        + SET_FULL
        + (knowsChannelBinding
            ? "; or channelBinding=require if the server has SCRAM passwords"
            : "");
  }
}
