package example;

/** Of MyBatis, which makes a proxy for it. */
public interface SlowMapper {
  String slow();
}
