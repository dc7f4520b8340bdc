package io.tripmeter.doctor;

import io.tripmeter.pgjdbc.DriverProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The hosts of a URL with their ports. Immutable. */
final class Places {
  private final String[] hosts;
  private final String[] ports;

  /** @param ports as many as hosts, or one for all */
  Places(String hosts, String ports) {
    this.hosts = hosts.split(",");
    this.ports = ports.split(",");
  }

  /** @param effective what the driver has made of the URL: with several hosts two lists */
  static Places of(Properties effective) {
    return new Places(
        DriverProperty.HOST.in(effective, "localhost"), DriverProperty.PORT.in(effective, "5432"));
  }

  int count() {
    return hosts.length;
  }

  /** As the password file has it: an address of IPv6 is without brackets there. */
  String host(int number) {
    return hosts[number].replaceAll("[\\[\\]]", "");
  }

  String port(int number) {
    return ports[Math.min(number, ports.length - 1)];
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      all.add(hosts[i] + ':' + port(i));
    }
    return String.join(",", all);
  }
}
