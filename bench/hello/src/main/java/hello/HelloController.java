package hello;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;

@Controller("/hello")
class HelloController {

  @Serdeable
  record Hello(boolean success, boolean alive) {}

  @Get
  Hello hello() {
    return new Hello(true, true);
  }
}
