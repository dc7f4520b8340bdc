package io.tripmeter.config;

import io.tripmeter.pooler.Address;
import org.jspecify.annotations.Nullable;

/** Hosts without ports, separated by commas or spaces, or {@code *} for all. */
final class HostsType implements ValueType {
  @Override
  public @Nullable Object parse(String text) {
    StringBuilder hosts = new StringBuilder();
    for (String host : text.trim().split("[,;\\s]+")) {
      if (!host.equals("*") && !Address.isHost(host)) {
        return null;
      }
      hosts.append(hosts.length() == 0 ? "" : ",").append(host);
    }
    return hosts.toString();
  }

  @Override
  public String accepted() {
    return "host names or addresses without port, separated by commas, or *";
  }
}
