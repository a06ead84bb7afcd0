namespace Akka.Tree.Tests.Configuration;

using Akka.Configuration;
using Akka.Configuration.Hocon;
using FsCheck;
using FsCheck.Fluent;
using Config = Akka.Configuration.Config;

public sealed class HoconRoundTripSpecs
{
    [Fact(DisplayName = "Any tree that is printed and parsed is the same tree")]
    public void Round_trip() =>
        Prop.ForAll(Arb.From(Trees()), tree =>
        {
            var printed = new Config(new HoconRoot(new HoconValue([tree]))).ToString();
            return Same(ConfigurationFactory.ParseString(printed).Root, new HoconValue([tree]));
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact(DisplayName = "Any tree over any other answers as key by key, and its print does too")]
    public void Merge() =>
        Prop.ForAll(Arb.From(Trees()), Arb.From(Trees()), (above, below) =>
        {
            var merged = new Config(new HoconRoot(new HoconValue([above]))).WithFallback(new Config(new HoconRoot(new HoconValue([below]))));
            return Over(merged.Root, new HoconValue([above]), new HoconValue([below]))
                && (merged.IsEmpty || Same(ConfigurationFactory.ParseString(merged.ToString(true)).Root, merged.Root));
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool Over(HoconValue merged, HoconValue above, HoconValue below)
    {
        if (!above.IsObject() || !below.IsObject())
            return Same(merged, above);
        var (mine, theirs) = (above.GetObject().Items, below.GetObject().Items);
        return merged.GetObject().Items.Count == mine.Keys.Union(theirs.Keys).Count()
            && merged.GetObject().Items.All(pair =>
                !mine.TryGetValue(pair.Key, out var own) ? Same(pair.Value, theirs[pair.Key])
                : !theirs.TryGetValue(pair.Key, out var other) ? Same(pair.Value, own)
                : Over(pair.Value, own, other));
    }

    private static bool Same(HoconValue left, HoconValue right)
    {
        if (left.IsEmpty && right.IsEmpty)
            return true;
        if (left.IsObject() != right.IsObject() || left.IsArray() != right.IsArray())
            return false;
        if (left.IsArray())
            return left.GetArray().Count == right.GetArray().Count && left.GetArray().Zip(right.GetArray()).All(pair => Same(pair.First, pair.Second));
        if (!left.IsObject())
            return left.GetString() == right.GetString();
        var (a, b) = (left.GetObject().Items, right.GetObject().Items);
        return a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && Same(pair.Value, other));
    }

    private static Gen<HoconObject> Trees() => Gen.Sized(size => Fields(Math.Min(size, 30)));

    private static Gen<HoconObject> Fields(int size) =>
        Gen.Choose(0, 4).SelectMany(count => Gen.ListOf(Texts().SelectMany(key => Values(size / 2).Select(value => (key, value))), count)).Select(pairs =>
        {
            var fields = new HoconObject();
            foreach (var (key, value) in pairs)
                fields.Items[key] = value;
            return fields;
        });

    private static Gen<HoconValue> Values(int size)
    {
        var literals = Gen.OneOf(Texts(), Gen.Constant<string>(null!)).Select(text => Value(new HoconLiteral { Value = text }));
        if (size <= 0)
            return literals;
        return Gen.OneOf(
            literals,
            Fields(size).Select(fields => Value(fields)),
            Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(Values(size / 2), count)).Select(elements =>
            {
                var array = new HoconArray();
                array.AddRange(elements);
                return Value(array);
            }));
    }

    private static Gen<string> Texts() => Gen.OneOf(
        Gen.Elements("a", "b", "a.b", "null", "true", "include", "${a}", "//", "/a/b", "", " ", "#", "\"\"\"", "a b", "é", "\ud83d\ude00", "\ufeff", "\u2028", "\\", "\r\n", "+=", "a+", "-1.5e3"),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null));

    private static HoconValue Value(IHoconElement piece) => new([piece]);
}
