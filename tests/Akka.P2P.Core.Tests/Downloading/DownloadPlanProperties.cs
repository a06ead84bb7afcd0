namespace Akka.P2P.Core.Tests.Downloading;

using FsCheck;
using FsCheck.Fluent;

public sealed class DownloadPlanProperties
{
    [Fact(DisplayName = "Whatever happens: states stay disjoint, no chunk is lost or handed out twice, late attempts change nothing, and it ends")]
    public void Any_sequence_of_events()
    {
        var step = Gen.Choose(0, 1_000_000);
        var steps = from count in Gen.Choose(1, 150)
                    from numbers in step.ArrayOf(3 * count)
                    select numbers;
        var cases = from chunks in Gen.Choose(0, 12)
                    from seed in step
                    from numbers in steps
                    select (chunks, seed, numbers);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var model = new DownloadPlanModel(c.chunks, c.seed);
            for (var i = 0; i + 2 < c.numbers.Length && !model.Finished; i += 3)
                model.Step(c.numbers[i], c.numbers[i + 1], c.numbers[i + 2]);
            model.RunToTheEnd();
            Assert.True(model.Finished);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
