package io.tripmeter.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A token as stored in the database: hashed, so that the secret itself is not kept. */
final class BearerToken {
  private final byte[] hash;

  private BearerToken(byte[] hash) {
    this.hash = hash;
  }

  static BearerToken of(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new BearerToken(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  byte[] hash() {
    return hash.clone();
  }
}
