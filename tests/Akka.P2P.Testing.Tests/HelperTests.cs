namespace Akka.P2P.Testing.Tests;

using Xunit.Abstractions;

public sealed class HelperTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_seed_gives_the_same_numbers_each_time_and_others_for_another_stream()
    {
        var seed = TestSeed.Print(output);
        Assert.Equal(seed.Random().Next(), seed.Random().Next());
        Assert.Equal(seed.Random(1).NextInt64(), seed.Random(1).NextInt64());
        Assert.NotEqual(seed.Random(1).NextInt64(), seed.Random(2).NextInt64());
    }

    [Fact]
    public async Task A_recorder_ends_a_wait_with_the_event_and_shows_what_came_when_it_does_not()
    {
        var recorder = new Recorder<int>();
        var third = recorder.WaitUntil(seen => seen.Count == 3, "three events");
        recorder.Add(1);
        recorder.Add(2);
        Assert.False(third.IsCompleted);
        recorder.Add(3);
        Assert.Equal([1, 2, 3], await third);
        Assert.Equal(2, await recorder.WaitFor(n => n == 2, "a two"));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => recorder.WaitFor(n => n == 9, "a nine", Moment));
        Assert.Contains("a nine", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 2, 3]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_named()
    {
        await Task.CompletedTask.Within("nothing");
        Assert.Equal(5, await Task.FromResult(5).Within("five"));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Task.FromException(new InvalidTimeZoneException()).Within("a failure"));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource().Task.Within("godot", Moment));
        Assert.Contains("godot", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_its_own_and_goes_with_its_user()
    {
        string path;
        using (var folder = new TempFolder())
        {
            using var other = new TempFolder();
            Assert.NotEqual(folder.Path, other.Path);
            path = folder.Write("a/b.txt", "x"u8);
            Assert.True(File.Exists(path));
            Assert.True(Directory.Exists(folder.Folder("c")));
        }

        Assert.False(File.Exists(path));
    }
}
