package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each verdict of the table is the reference's own: its matcher was asked for every row, and for
 * sixty thousand random files besides.
 */
class IgnoreRulesTest {
  @ParameterizedTest(name = "[{0}] {1}: {2}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          # a name speaks for the context's own folder alone, and for all that is in it
          a.txt          ! a.txt            ! out
          a.txt          ! sub/a.txt        ! in
          sub            ! sub/deep/a.txt   ! out
          sub/           ! sub/a.txt        ! out
          /sub           ! sub/a.txt        ! out
          ./sub//x/../a  ! sub/a            ! out
          ../a           ! a                ! in
          .              ! a                ! in
          A.TXT          ! a.txt            ! in
          # one star, one folder
          *              ! a                ! out
          *              ! a/b              ! out
          *.txt          ! a.txt            ! out
          *.txt          ! sub/a.txt        ! in
          */a.txt        ! sub/a.txt        ! out
          */a.txt        ! a.txt            ! in
          */*/c          ! a/b/c            ! out
          .*             ! .env             ! out
          .*             ! env              ! in
          # two stars, any number of folders, and none
          **             ! a/b/c            ! out
          **/a.txt       ! a.txt            ! out
          **/a.txt       ! x/y/a.txt        ! out
          **/a.txt       ! x/ba.txt         ! in
          **/*.txt       ! x/y/a.txt        ! out
          a/**           ! a/b/c            ! out
          a/**           ! a                ! in
          a/**/c         ! a/c              ! out
          a/**/c         ! a/x/y/c          ! out
          a**c           ! a/b/c            ! out
          a**            ! ab/c             ! out
          **/node_modules! x/node_modules/y ! out
          # single characters
          ?.txt          ! a.txt            ! out
          ?.txt          ! ab.txt           ! in
          a?c            ! a/c              ! in
          [ab].txt       ! b.txt            ! out
          [a-c].txt      ! c.txt            ! out
          [^a].txt       ! a.txt            ! in
          [^a].txt       ! b.txt            ! out
          [&].txt        ! &.txt            ! out
          # what means itself
          a.b            ! axb              ! in
          a+b            ! aab              ! in
          (a)            ! (a)              ! out
          {a,b}          ! a                ! in
          $a             ! $a               ! out
          \\*            ! *                ! out
          \\*            ! a                ! in
          # comments and blanks
          #a             ! #a               ! in
          ` a.txt `      ! a.txt            ! out
          """)
  void judgesASingleLineLikeTheReference(String lines, String path, String verdict) {
    assertThat(judge(lines, path)).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "[{0}] {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the last line that speaks decides; a comma ends a line here
          *,!src              | src/a             | in
          *,!src              | other             | out
          !src,*              | src/a             | out
          *.md,!README.md     | README.md         | in
          *.md,!README*.md,README-secret.md | README-secret.md | out
          a,!a/b              | a/b/c             | in
          a,!a/b              | a/c               | out
          a,!a/b,a/b/c        | a/b/c             | out
          a,!a/b,a/b/c        | a/b/d             | in
          **/logs,!**/keep    | x/logs/keep       | in
          *,!**/*.go          | x/y/main.go       | in
          *,!**/*.go          | x/y/main.c        | out
          *,!/src/            | src/a             | in
          *, ! src            | src/a             | in
          **/c,!b             | b/c               | out
          """)
  void letsTheLastLineThatSpeaksDecide(String lines, String path, String verdict) {
    assertThat(judge(lines.replace(',', '\n'), path)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "a\n! ", "!/", "[", "[a", "[]", "[a-", "a\\"})
  void refusesALineThatCannotBeRead(String lines) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IgnoreRules.parse(lines))
        .withMessageStartingWith("line ");
  }

  @Test
  void readsFilesOfOtherSystems() {
    IgnoreRules rules = IgnoreRules.parse("\uFEFFa.txt\r\n\r\n# no\r\nb.txt\r\n");
    assertThat(rules.top().judge("a.txt").isIgnored()).isTrue();
    assertThat(rules.top().judge("b.txt").isIgnored()).isTrue();
    assertThat(rules.readmitsAny()).isFalse();
  }

  private static String judge(String lines, String path) {
    IgnoreRules.Folder verdict = IgnoreRules.parse(lines).top();
    int end = path.indexOf('/');
    while (end >= 0) {
      verdict = verdict.judge(path.substring(0, end));
      end = path.indexOf('/', end + 1);
    }
    return verdict.judge(path).isIgnored() ? "out" : "in";
  }
}
