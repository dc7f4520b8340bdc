package io.tripmeter.config;

import io.tripmeter.pooler.Address;
import org.jspecify.annotations.Nullable;

/** {@code host:port}, {@code [::1]:port} or {@code off}. */
final class AddressType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    if (text.equalsIgnoreCase("off")) {
      return "off";
    }
    int colon = text.lastIndexOf(':');
    return colon > 0
            && Address.isHost(text.substring(0, colon))
            && isPort(text.substring(colon + 1))
        ? text
        : null;
  }

  private static boolean isPort(String port) {
    return port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535;
  }

  @Override
  public String accepted() {
    return "host:port ([::1]:29464 for IPv6, port 0 picks a free one) or off";
  }
}
