package io.tripmeter.connect;

/** An endpoint that cannot be reached. */
public final class TestSwitches {
  private TestSwitches() {}

  public static void leave(EndpointSwitches switches, String address, String instead) {
    switches.left(address, instead, "main", true);
  }

  public static void comeBack(EndpointSwitches switches, String address) {
    switches.returned(address);
  }
}
