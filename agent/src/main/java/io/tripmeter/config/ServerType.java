package io.tripmeter.config;

import io.tripmeter.pooler.Address;
import org.jspecify.annotations.Nullable;

/** One server: {@code host}, {@code host:port}, {@code [::1]:port} or a JDBC URL. */
final class ServerType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    return Address.parse(text) == null ? null : text;
  }

  @Override
  public String accepted() {
    return "host, host:port or a JDBC URL with one host";
  }
}
