namespace Akka.Tests.Actor.Selection;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class ActorSelectionSpecs : SystemSpec
{
    private readonly Probe _heard;

    public ActorSelectionSpecs() => _heard = NewProbe();

    [Fact]
    public async Task An_absolute_path_reaches_the_actor()
    {
        await Tree("a");
        Sys.ActorSelection("/user/a/one").Tell("x");
        await _heard.Expect("one: x");
    }

    [Fact]
    public async Task A_full_path_reaches_the_actor()
    {
        await Tree("a");
        Sys.ActorSelection("akka://spec/user/a/two").Tell("x");
        await _heard.Expect("two: x");
    }

    [Fact]
    public async Task A_path_object_reaches_the_actor()
    {
        var root = await Tree("a");
        Sys.ActorSelection(root.Path / "one").Tell("x");
        await _heard.Expect("one: x");
    }

    [Fact]
    public async Task A_relative_path_begins_at_the_root_for_the_system()
    {
        await Tree("a");
        Sys.ActorSelection("user/a/one").Tell("x");
        await _heard.Expect("one: x");
    }

    [Fact]
    public async Task A_relative_path_begins_at_the_actor_for_a_context()
    {
        var root = await Tree("a");
        root.Tell(new Select("one", "x"));
        await _heard.Expect("one: x");
    }

    [Fact]
    public async Task Two_dots_go_up()
    {
        var root = await Tree("a");
        await Tree("b");
        root.Tell(new Select("../b/two", "x"));
        await _heard.Expect("two: x");
    }

    [Fact]
    public async Task Two_dots_at_the_root_stay_there()
    {
        await Tree("a");
        Sys.ActorSelection("/../../user/a/one").Tell("x");
        await _heard.Expect("one: x");
    }

    [Fact]
    public async Task An_anchor_can_be_given()
    {
        var root = await Tree("a");
        new ActorSelection(root, "two").Tell("x");
        await _heard.Expect("two: x");
        Sys.ActorSelection(root, "one").Tell("y");
        await _heard.Expect("one: y");
    }

    [Theory]
    [InlineData("/user/a/*", "one,three,two")]
    [InlineData("/user/a/t*", "three,two")]
    [InlineData("/user/a/???", "one,two")]
    [InlineData("/user/a/*e", "one,three")]
    [InlineData("/user/*/t?o", "two")]
    [InlineData("/user/a/*h*e*", "three")]
    [InlineData("/user/a/**", "one,three,two")]
    public async Task Wildcards_reach_every_name_that_fits(string path, string names)
    {
        await Tree("a");
        Sys.ActorSelection(path).Tell("x");
        var answers = new List<string>();
        foreach (var _ in names.Split(','))
            answers.Add((await _heard.Next<string>()).Split(':')[0]);
        Assert.Equal(names, string.Join(',', answers.Order(StringComparer.Ordinal)));
        await _heard.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task The_sender_is_the_one_given()
    {
        var target = NewProbe();
        Sys.ActorSelection(target.Ref.Path).Tell("x", _heard.Ref);
        await target.Expect("x");
        Assert.Equal(_heard.Ref, target.LastSender);
    }

    [Fact]
    public async Task It_is_looked_up_for_each_message()
    {
        var selection = Sys.ActorSelection("/user/later");
        await Assert.ThrowsAsync<ActorNotFoundException>(() => selection.ResolveOne(Probe.Patience));
        var later = Sys.ActorOf(Props.Create(() => new Node(_heard.Ref, false)), "later");
        Assert.Equal(later, await selection.ResolveOne(Probe.Patience));
    }

    [Fact]
    public async Task A_message_to_nobody_becomes_a_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        Sys.ActorSelection("/user/none").Tell("x");
        var letter = await letters.Next<DeadLetter>();
        Assert.Equal("x", letter.Message);
        Assert.Equal("akka://spec/user/none", letter.Recipient.Path.ToString());
    }

    [Fact]
    public async Task A_suppressed_message_to_nobody_is_no_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(AllDeadLetters));
        var message = new Unimportant();
        Sys.ActorSelection("/user/none").Tell(message);
        Assert.Same(message, (await letters.Next<SuppressedDeadLetter>()).Message);
    }

    [Fact]
    public async Task Identify_finds_the_actor_and_returns_the_id()
    {
        var root = await Tree("a");
        var identity = await Sys.ActorSelection("/user/a").Ask<ActorIdentity>(new Identify(7), Probe.Patience);
        Assert.Equal((7, root), (identity.MessageId, identity.Subject));
    }

    [Fact]
    public async Task Identify_of_nobody_is_answered_with_none()
    {
        var identity = await Sys.ActorSelection("/user/none").Ask<ActorIdentity>(new Identify(7), Probe.Patience);
        Assert.Equal(7, identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task Identify_by_wildcard_is_answered_by_each()
    {
        await Tree("a");
        Sys.ActorSelection("/user/a/*").Tell(new Identify("who"), _heard.Ref);
        var names = new List<string>();
        for (var i = 0; i < 3; i++)
            names.Add((await _heard.Next<ActorIdentity>()).Subject.Path.Name);
        Assert.Equal(["one", "three", "two"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_actor_itself_answers_Identify()
    {
        var root = await Tree("a");
        Assert.Equal(root, (await root.Ask<ActorIdentity>(new Identify(1), Probe.Patience)).Subject);
    }

    [Fact]
    public async Task ResolveOne_fails_when_nobody_is_there() =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/none").ResolveOne(Probe.Patience));

    [Fact]
    public async Task Equal_anchor_and_path_make_equal_selections()
    {
        var root = await Tree("a");
        Assert.Equal(new ActorSelection(root, "x/*/.."), new ActorSelection(root, "x//*/.."));
        Assert.NotEqual(new ActorSelection(root, "x/*"), new ActorSelection(root, "x/?"));
        Assert.Equal("/x/*/..", new ActorSelection(root, "x/*/..").PathString);
    }

    private async Task<IActorRef> Tree(string name)
    {
        var root = Sys.ActorOf(Props.Create(() => new Node(_heard.Ref, true)), name);
        await root.Ask<ActorIdentity>(new Identify(0), Probe.Patience);
        return root;
    }

    private sealed record Select(string Path, string Message);

    private sealed class Unimportant : IDeadLetterSuppression;

    private sealed class Node : UntypedActor
    {
        private readonly IActorRef _hearer;

        public Node(IActorRef hearer, bool withChildren)
        {
            _hearer = hearer;
            if (!withChildren)
                return;
            foreach (var name in new[] { "one", "two", "three" })
                Context.ActorOf(Props.Create(() => new Node(hearer, false)), name);
        }

        protected override void OnReceive(object message)
        {
            if (message is Select select)
                Context.ActorSelection(select.Path).Tell(select.Message);
            else
                _hearer.Tell($"{Self.Path.Name}: {message}");
        }
    }
}
