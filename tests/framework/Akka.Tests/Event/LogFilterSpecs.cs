namespace Akka.Tests.Event;

using System.Text.RegularExpressions;
using Akka.Event;

public class LogFilterSpecs
{
    private static readonly Info Event = new("akka://sys/user/worker", typeof(LogFilterSpecs), "took 5 ms");

    public static TheoryData<string, LogFilterBuilder, bool> Rules => new()
    {
        { "exact", new LogFilterBuilder().ExcludeSourceExactly("AKKA://sys/user/worker"), false },
        { "not exact", new LogFilterBuilder().ExcludeSourceExactly("akka://sys/user"), true },
        { "start", new LogFilterBuilder().ExcludeSourceStartingWith("akka://sys/user"), false },
        { "end", new LogFilterBuilder().ExcludeSourceEndingWith("worker"), false },
        { "part", new LogFilterBuilder().ExcludeSourceContaining("/USER/"), false },
        { "other part", new LogFilterBuilder().ExcludeSourceContaining("/system/"), true },
        { "message", new LogFilterBuilder().ExcludeMessageContaining("took"), false },
        { "message expression", new LogFilterBuilder().ExcludeMessageRegex(new Regex("^took \\d+ s$")), true },
        { "one of two", new LogFilterBuilder().ExcludeSourceExactly("x").ExcludeMessageContaining("5 ms"), false },
        { "none", new LogFilterBuilder(), true },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_keeps_or_drops(string rule, LogFilterBuilder filters, bool kept)
    {
        Assert.NotEmpty(rule);
        Assert.Equal(kept, filters.Build().CreateEvaluator().ShouldTryKeepMessage(Event, out var line));
        Assert.True(!kept || line.EndsWith("took 5 ms", StringComparison.Ordinal), line);
    }
}
