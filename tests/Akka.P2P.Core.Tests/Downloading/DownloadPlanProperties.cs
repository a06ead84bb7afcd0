namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using FsCheck;
using FsCheck.Fluent;

public sealed class DownloadPlanProperties
{
    [Fact(DisplayName = "Whatever happens: states stay disjoint, no chunk is lost or handed out twice, late attempts change nothing, and it ends")]
    public void Any_sequence_of_events()
    {
        var step = Gen.Choose(0, 1_000_000);
        Check(step, from chunks in Gen.Choose(0, 12) from seed in step select new DownloadPlanModel(chunks, seed));
    }

    [Fact(DisplayName = "The same of files smaller than a chunk, empty ones among them")]
    public void Any_sequence_of_events_with_small_chunks()
    {
        var step = Gen.Choose(0, 1_000_000);
        var size = Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 2 * TestGrid.ChunkLength));
        Check(step,
            from files in Gen.Choose(0, 30)
            from sizes in size.ArrayOf(files)
            from seed in step
            select new DownloadPlanModel(new ChunkGrid([.. sizes.Select(s => (long)s)], TestGrid.ChunkLength), seed));
    }

    [Fact(DisplayName = "The same with a choice of chunks, in order or not: the others are never asked for, and it ends without them")]
    public void Any_sequence_of_events_with_a_choice()
    {
        var step = Gen.Choose(0, 1_000_000);
        Check(step,
            from chunks in Gen.Choose(0, 12)
            from seed in step
            select new DownloadPlanModel(TestGrid.Of(chunks), seed, TestGrid.Bits(chunks, [.. Enumerable.Range(0, chunks).Where(i => (seed >> i & 1) != 0)]), seed % 3 == 0));
    }

    private static void Check(Gen<int> step, Gen<DownloadPlanModel> models)
    {
        var steps = from count in Gen.Choose(1, 150)
                    from numbers in step.ArrayOf(3 * count)
                    select numbers;
        var cases = from model in models
                    from numbers in steps
                    select (model, numbers);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var model = c.model;
            for (var i = 0; i + 2 < c.numbers.Length && !model.Finished; i += 3)
                model.Step(c.numbers[i], c.numbers[i + 1], c.numbers[i + 2]);
            model.RunToTheEnd();
            Assert.True(model.Finished);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
