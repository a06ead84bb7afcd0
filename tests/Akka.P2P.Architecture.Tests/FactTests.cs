namespace Akka.P2P.Architecture.Tests;

using System.Globalization;
using System.Text.RegularExpressions;

/// <summary>What the systems that we grew from do, and do wrong: each is shown by a test that names it, or explained.</summary>
public sealed partial class FactTests
{
    // What no test shows yet. An entry that a test shows must go from here.
    private static readonly string[] NotYet = [];

    [Fact(DisplayName = "Every fact of the seed systems is named by a test, or explained in docs/compatibility.md")]
    public void Facts_are_covered()
    {
        var covered = DisplayNames.SelectMany(Numbers).Concat(Explained).ToHashSet();

        Repository.None(Facts.Where(fact => !covered.Contains(fact.Number)).Select(fact => $"{fact.Number} {fact.Text}").Except(NotYet));
    }

    [Fact(DisplayName = "Every fault of the seed systems has a test named after it that shows ours doing right")]
    public void Faults_are_covered() => Repository.None(Faults.Where(fault => !HasTest(fault)).Except(NotYet));

    [Fact(DisplayName = "What is said not to be shown yet is not shown yet")]
    public void Not_yet_is_true()
    {
        var covered = DisplayNames.SelectMany(Numbers).Concat(Explained).ToHashSet();
        var open = Facts.Where(fact => !covered.Contains(fact.Number)).Select(fact => $"{fact.Number} {fact.Text}").Concat(Faults.Where(fault => !HasTest(fault)));

        Repository.None(NotYet.Except(open));
    }

    [Fact(DisplayName = "Every fact that a test or docs/compatibility.md names by a number up to S2.108 is in the list, save those of consoles and code")]
    public void Numbers_exist()
    {
        var known = Facts.Select(fact => fact.Number).ToHashSet();
        var strays = DisplayNames.SelectMany(Numbers).Concat(Explained).Where(number => !known.Contains(number)).Distinct()
            .Where(number => !Beyond().IsMatch(number));

        Repository.None(strays);
    }

    [Theory(DisplayName = "Numbers are read one by one, as lists and as ranges")]
    [InlineData("S1.9 ping", "S1.9")]
    [InlineData("S2.4, S2.64 and S2.7", "S2.4 S2.64 S2.7")]
    [InlineData("S2.25-S2.28, S2.C2: codes", "S2.25 S2.26 S2.27 S2.28 S2.C2")]
    [InlineData("S2.25 to S2.27: codes", "S2.25 S2.26 S2.27")]
    [InlineData("S2.67–S2.69", "S2.67 S2.68 S2.69")]
    [InlineData("nothing", "")]
    public void Numbers_are_read(string text, string numbers) => Assert.Equal(numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries), Numbers(text));

    private static IReadOnlyList<(string Number, string Text)> Facts { get; } = [.. Lines("facts.txt")
        .Select(line => line.Split(' ', 2))
        .Select(parts => (parts[0], parts[1]))];

    private static IReadOnlyList<string> Faults { get; } = [.. Lines("seed-faults.txt")];

    private static IReadOnlyList<string> DisplayNames { get; } = [.. Repository.Sources("tests")
        .SelectMany(source => DisplayName().Matches(File.ReadAllText(source)))
        .Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal))];

    private static IReadOnlyList<string> Explained { get; } = [.. Repository.Read("docs/compatibility.md").Split('\n')
        .Where(line => line.StartsWith('|'))
        .SelectMany(line => Numbers(line.Split('|')[1]))];

    private static bool HasTest(string fault) => DisplayNames.Any(name => name.Contains($"Seed fault: {fault}", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(string file) => Repository.Read($"tests/Akka.P2P.Architecture.Tests/TestData/{file}")
        .Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#');

    private static IEnumerable<string> Numbers(string text)
    {
        foreach (Match match in Number().Matches(text))
        {
            yield return $"S{match.Groups["system"].Value}.{match.Groups["first"].Value}";
            if (!match.Groups["last"].Success)
                continue;

            var (first, last) = (int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture));
            for (var i = first + 1; i <= last; i++)
                yield return string.Create(CultureInfo.InvariantCulture, $"S{match.Groups["system"].Value}.{i}");
        }
    }

    [GeneratedRegex(@"DisplayName = ""((?:[^""\\]|\\.)*)""")]
    private static partial Regex DisplayName();

    [GeneratedRegex(@"\bS(?<system>[12])\.(?<first>C?\d+)(?:(?: to |\s?[-–]\s?)S\k<system>\.(?<last>\d+))?")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(S1\.C\d+|S2\.(8[1-9]|9[0-4]|109|11[0-5])|S2\.C\d+)$")]
    private static partial Regex Beyond();
}
